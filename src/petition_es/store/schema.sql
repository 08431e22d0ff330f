-- The store, format 1. Created in one transaction with the formats after it, or not at all.

CREATE TABLE public.petition_store (
    format      integer     NOT NULL,
    created_by  text        NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    one_row     boolean     PRIMARY KEY DEFAULT true CHECK (one_row)
);

-- The log. Rows are inserted and never changed.
CREATE TABLE public.petition_events (
    position            bigint      GENERATED ALWAYS AS IDENTITY UNIQUE,
    originator_id       uuid        NOT NULL,
    originator_version  bigint      NOT NULL,
    event_id            uuid        NOT NULL UNIQUE,
    recorded_at         timestamptz NOT NULL,
    topic               text        NOT NULL,
    metadata            jsonb       NOT NULL,
    state               bytea       NOT NULL,
    sealed              bytea,
    PRIMARY KEY (originator_id, originator_version)
) WITH (
    -- No row ever dies, so vacuum only has to freeze and to keep the visibility map fresh.
    autovacuum_vacuum_insert_scale_factor = 0.05,
    autovacuum_analyze_scale_factor = 0.02
);
-- Ciphertext does not compress.
ALTER TABLE public.petition_events ALTER COLUMN sealed SET STORAGE EXTERNAL;

-- Which petition a number belongs to. Folded from the log.
CREATE TABLE public.petition_numbers (
    number       text PRIMARY KEY,
    petition_id  uuid NOT NULL
);
CREATE INDEX petition_numbers_petition ON public.petition_numbers (petition_id);

-- The hash of a petition's present query code, and the event that issued it. Folded from the log.
CREATE TABLE public.petition_codes (
    petition_id  uuid PRIMARY KEY,
    code_hash    text NOT NULL,
    event_id     uuid NOT NULL
);

-- Wrong query codes, counted by keyed hash of the number, so that guessing is slow.
CREATE TABLE public.lookup_attempts (
    number_hash   text        NOT NULL,
    window_start  timestamptz NOT NULL,
    wrong         integer     NOT NULL,
    PRIMARY KEY (number_hash, window_start)
);

-- Keys, in a schema of their own because they are backed up apart from what they open.
CREATE SCHEMA petition_keys;

-- Which master key wraps the others, and the key for matching, wrapped under it.
CREATE TABLE petition_keys.master (
    key_id    uuid    NOT NULL,
    matching  bytea   NOT NULL,
    one_row   boolean PRIMARY KEY DEFAULT true CHECK (one_row)
);

-- A person's key, wrapped under the master key. No key: destroyed, and never given again.
CREATE TABLE petition_keys.identity_keys (
    petitioner  uuid PRIMARY KEY,
    key_id      uuid UNIQUE,
    wrapped     bytea,
    UNIQUE (petitioner, key_id),
    CHECK ((key_id IS NULL) = (wrapped IS NULL))
);

-- Which key seals the text of a petition. No key: destroyed, and never given again.
CREATE TABLE petition_keys.content_keys (
    petition_id  uuid PRIMARY KEY,
    key_id       uuid UNIQUE,
    UNIQUE (petition_id, key_id)
);

-- The content key, wrapped under the identity key of each party. Both references hold the very key,
-- so that a wrap which is added while one of the two is being destroyed is refused.
CREATE TABLE petition_keys.content_wraps (
    petition_id  uuid  NOT NULL,
    key_id       uuid  NOT NULL,
    petitioner   uuid  NOT NULL,
    identity_id  uuid  NOT NULL,
    party_role   text  NOT NULL,
    wrapped      bytea NOT NULL,
    PRIMARY KEY (petition_id, petitioner),
    CONSTRAINT wrap_of_living_content FOREIGN KEY (petition_id, key_id)
        REFERENCES petition_keys.content_keys (petition_id, key_id),
    CONSTRAINT wrap_for_living_person FOREIGN KEY (petitioner, identity_id)
        REFERENCES petition_keys.identity_keys (petitioner, key_id)
);
CREATE INDEX content_wraps_petitioner ON petition_keys.content_wraps (petitioner);

-- Ids of keys that were destroyed, so that an erased word is told from a lost key.
CREATE TABLE petition_keys.destroyed_keys (
    key_id  uuid PRIMARY KEY
);

-- Who was erased; the same lines stand in `tombstones.jsonl` in the data home.
CREATE TABLE petition_keys.tombstones (
    petitioner  uuid PRIMARY KEY,
    line        text NOT NULL
);
