-- What the clock keeper keeps. Made at first use; running it again changes nothing.

CREATE SCHEMA IF NOT EXISTS petition_views;

-- How far the keeper has read the log, and by which law its due dates were counted.
CREATE TABLE IF NOT EXISTS petition_views.clock_keeper (
    bookmark  bigint  NOT NULL,
    law       text    NOT NULL,
    one_row   boolean PRIMARY KEY DEFAULT true CHECK (one_row)
);
-- The head of the log when counting began: before the bookmark is there, due dates are missing.
ALTER TABLE petition_views.clock_keeper
    ADD COLUMN IF NOT EXISTS whole_from bigint NOT NULL DEFAULT 0;

-- The notices that were given. A clock that is due on another day now is told of anew.
CREATE TABLE IF NOT EXISTS petition_views.notices (
    notice_id    bigint       GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind         text         NOT NULL CHECK (kind IN ('due_soon', 'missed')),
    petition_id  uuid         NOT NULL,
    clock        text         NOT NULL,
    started_by   uuid         NOT NULL,
    unit_id      text,
    last_day     date         NOT NULL,
    noticed_at   timestamptz  NOT NULL,
    UNIQUE (petition_id, clock, started_by, kind, last_day)
);
