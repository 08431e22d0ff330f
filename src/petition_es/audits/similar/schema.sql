-- The index of similar petitions. Made at first use; running it again changes nothing.
-- Numbers stand for pieces of words and for persons: without the store's secret nobody reads them.

CREATE SCHEMA IF NOT EXISTS petition_audits;

CREATE TABLE IF NOT EXISTS petition_audits.similar (
    petition_id  uuid         PRIMARY KEY,
    began_at     timestamptz  NOT NULL,
    division     text,
    category     text,
    latitude     real,
    longitude    real,
    cell         bigint,
    persons      bigint[]     NOT NULL,
    words        integer[]    NOT NULL
);

-- How far the index has read the log, and how many keys had been destroyed by then.
CREATE TABLE IF NOT EXISTS petition_audits.similar_upto (
    bookmark   bigint   NOT NULL,
    one_row    boolean  PRIMARY KEY DEFAULT true CHECK (one_row)
);
