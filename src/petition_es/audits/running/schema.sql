-- What audits keep. Made at first use; running it again changes nothing. No word of anybody is in it.

CREATE SCHEMA IF NOT EXISTS petition_audits;

-- The audits that were made: up to which position, as of when, by which edition of rarity.
CREATE TABLE IF NOT EXISTS petition_audits.runs (
    build      integer      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    upto       bigint       NOT NULL,
    at         timestamptz  NOT NULL,
    rarity     text,
    petitions  bigint       NOT NULL DEFAULT 0,
    is_whole   boolean      NOT NULL DEFAULT false
);

-- Editions of how rare pieces of words are; none of them is of fewer than five petitions.
CREATE TABLE IF NOT EXISTS petition_audits.rarity (
    edition    text         PRIMARY KEY,
    petitions  bigint       NOT NULL,
    counts     bytea        NOT NULL
);
