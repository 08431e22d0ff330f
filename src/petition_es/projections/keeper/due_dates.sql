-- The duties that are not done. Made anew whenever they are counted anew: by another law, or because
-- another version of the program keeps more of them.

DROP TABLE IF EXISTS petition_views.due_dates;
CREATE TABLE petition_views.due_dates (
    petition_id  uuid         NOT NULL,
    clock        text         NOT NULL,
    started_by   uuid         NOT NULL,
    number       text         NOT NULL,
    unit_id      text,
    division     text,
    -- While a limit rests nobody knows its days.
    last_day     date,
    soon         timestamptz,
    due          timestamptz,
    -- The wall clock on which its days are days.
    utc_offset   interval     NOT NULL,
    -- Whether a notice was given, so that nobody has to look through all that is late again.
    soon_told    boolean      NOT NULL DEFAULT false,
    missed_told  boolean      NOT NULL DEFAULT false,
    PRIMARY KEY (petition_id, clock, started_by)
);
CREATE INDEX due_dates_soon ON petition_views.due_dates (soon) WHERE NOT soon_told;
CREATE INDEX due_dates_due ON petition_views.due_dates (due) WHERE NOT missed_told;
CREATE INDEX due_dates_in_order
    ON petition_views.due_dates (last_day, petition_id, clock, started_by);
CREATE INDEX due_dates_of_unit
    ON petition_views.due_dates (unit_id, last_day, petition_id, clock, started_by);
