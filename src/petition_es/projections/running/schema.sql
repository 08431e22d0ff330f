-- What projections keep beside their own tables. Made at first use; running it again changes nothing.

CREATE SCHEMA IF NOT EXISTS petition_views;

-- How far each projection is folded, and why it stands still where it does.
CREATE TABLE IF NOT EXISTS petition_views.projections (
    name        text        PRIMARY KEY,
    version     integer     NOT NULL,
    build       integer     NOT NULL,
    bookmark    bigint      NOT NULL,
    digest      text        NOT NULL,
    -- Whether the rows may hold something of words that were under seal.
    opens       boolean     NOT NULL,
    -- How many keys were destroyed when an erasure last went through the rows.
    keys_destroyed  bigint  NOT NULL DEFAULT 0,
    -- Counted up whenever somebody else than the runner changed something here.
    edition     bigint      NOT NULL DEFAULT 0,
    error       jsonb,
    stopped_at  timestamptz,
    updated_at  timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 30);

-- Keys that are left alone because their handler failed; their later events wait behind, in order.
CREATE TABLE IF NOT EXISTS petition_views.parked (
    projection  text        NOT NULL REFERENCES petition_views.projections (name) ON DELETE CASCADE,
    key         jsonb       NOT NULL,
    positions   bigint[]    NOT NULL DEFAULT '{}',
    error       jsonb       NOT NULL,
    is_wanted   boolean     NOT NULL DEFAULT false,
    parked_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (projection, key)
);

-- Petitions whose words were erased, and that a projection which reads words has to fold anew.
CREATE TABLE IF NOT EXISTS petition_views.erased (
    projection   text   NOT NULL REFERENCES petition_views.projections (name) ON DELETE CASCADE,
    petition_id  uuid   NOT NULL,
    PRIMARY KEY (projection, petition_id)
);
