-- Estimates as they were published. Made at first use; running it again changes nothing. They stand apart
-- from the projections, whose rows may be thrown away: these cannot be counted anew.

CREATE SCHEMA IF NOT EXISTS petition_estimates;

-- One edition a day at most. What a page showed on a day can be answered from these for ever.
CREATE TABLE IF NOT EXISTS petition_estimates.editions (
    edition       bigint      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    published_on  date        NOT NULL UNIQUE,
    published_at  timestamptz NOT NULL,
    -- How far answer_times had read the log, and its version.
    bookmark      bigint      NOT NULL,
    version       integer     NOT NULL,
    share         double precision NOT NULL
);

-- What is new in an edition; a group of which nothing is counted any more is published empty.
-- '' stands for whatever it may be.
CREATE TABLE IF NOT EXISTS petition_estimates.estimates (
    stage      text   NOT NULL,
    unit_id    text   NOT NULL,
    category   text   NOT NULL,
    procedure  text   NOT NULL,
    edition    bigint NOT NULL REFERENCES petition_estimates.editions (edition),
    level      double precision NOT NULL,
    answered   jsonb  NOT NULL,
    waiting    jsonb  NOT NULL,
    PRIMARY KEY (stage, unit_id, category, procedure, edition)
);

CREATE OR REPLACE FUNCTION petition_estimates.refuse_to_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what was published stays as it was published: publish a new edition';
END $$;

CREATE OR REPLACE TRIGGER estimates_stay BEFORE UPDATE OR DELETE ON petition_estimates.estimates
    FOR EACH ROW EXECUTE FUNCTION petition_estimates.refuse_to_change();
CREATE OR REPLACE TRIGGER editions_stay BEFORE UPDATE OR DELETE ON petition_estimates.editions
    FOR EACH ROW EXECUTE FUNCTION petition_estimates.refuse_to_change();
