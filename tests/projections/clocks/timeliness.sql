-- How timely offices were in a period, asked of the events alone: no code of the program is in it.
--
-- It asks the tables `exported` and `office` (exported.sql). Parameters: at (the moment up to which things happened), first, last (the days of the period).
-- The limits are those of the regulations of 2005, of the measures of 2016 for what is simple, and of
-- the provinces that rule otherwise; the days off those that the State Council announced for 2016 and
-- the beginning of 2017. What a simulated year has none of (rests, disputes, corrections, successors)
-- the query does not know.
WITH
told AS NOT MATERIALIZED (SELECT * FROM exported WHERE moment <= %(at)s),

-- The calendar ------------------------------------------------------------------------------------
off (first, last) AS (VALUES
    (date '2016-01-01', date '2016-01-03'), ('2016-02-07', '2016-02-13'),
    ('2016-04-02', '2016-04-04'), ('2016-04-30', '2016-05-02'), ('2016-06-09', '2016-06-11'),
    ('2016-09-15', '2016-09-17'), ('2016-10-01', '2016-10-07'), ('2016-12-31', '2017-01-02'),
    ('2017-01-27', '2017-02-02'), ('2017-04-02', '2017-04-04')
),
made_up (day) AS (VALUES
    (date '2016-02-06'), ('2016-02-14'), ('2016-06-12'), ('2016-09-18'), ('2016-10-08'),
    ('2016-10-09'), ('2017-01-22'), ('2017-02-04'), ('2017-04-01')
),
calendar AS (
    SELECT day::date AS day,
        day IN (SELECT day FROM made_up) OR (
            extract(isodow FROM day) < 6
            AND NOT EXISTS (SELECT FROM off WHERE day BETWEEN off.first AND off.last)
        ) AS is_worked
    FROM generate_series(timestamp '2016-01-01', '2017-06-30', '1 day') AS day
),
worked AS (SELECT day, row_number() OVER (ORDER BY day) AS nth FROM calendar WHERE is_worked),
gives_way AS (
    SELECT day, (SELECT min(worked.day) FROM worked WHERE worked.day >= calendar.day) AS to_day,
        (SELECT count(*) FROM worked WHERE worked.day <= calendar.day) AS worked_by_then
    FROM calendar
),

-- The limits --------------------------------------------------------------------------------------
limits (clock, procedure, province, since, days, are_worked) AS (VALUES
    ('routing', 'any', '', date '2005-05-01', 15, false),              -- 2005 a21
    ('acceptance', 'any', '', '2005-05-01', 15, false),                -- 2005 a21, a22
    ('handling', 'any', '', '2005-05-01', 60, false),                  -- 2005 a33
    ('acceptance', 'simple', '', '2016-07-01', 3, true),               -- 2016 No. 8
    ('handling', 'simple', '', '2016-07-01', 10, true),                -- 2016 No. 8
    ('routing', 'any', '33', '2016-08-01', 5, true),                   -- Zhejiang
    ('acceptance', 'any', '33', '2016-08-01', 5, true),
    ('handling', 'any', '33', '2016-08-01', 30, false),
    ('routing', 'any', '41', '2012-01-01', 5, false),                  -- Henan
    ('handling', 'any', '41', '2012-01-01', 30, false)
),

-- What starts a clock, and on whose desk ------------------------------------------------------------
sent AS NOT MATERIALIZED (
    SELECT petition, said ->> 'referral_id' AS referral, said ->> 'from_unit' AS from_unit,
        said ->> 'to_unit' AS to_unit, said ->> 'part' AS part
    FROM told WHERE topic = 'Petition.Referred'
),
on_desk AS (
    SELECT petition, version, moment, event_id, unit, NULL AS referral, 'registered' AS why
    FROM told WHERE topic = 'Petition.Registered'
    UNION ALL
    SELECT petition, version, moment, event_id, to_unit, referral, 'arrived'
    FROM told JOIN sent USING (petition)
    WHERE topic IN ('Petition.Referred', 'Petition.ReturnRefused')
        AND said ->> 'referral_id' = referral AND sent.part <> 'copy'
    UNION ALL
    SELECT petition, version, moment, event_id, from_unit, NULL, 'came back'
    FROM told JOIN sent USING (petition)
    WHERE topic = 'Petition.Returned' AND said ->> 'referral_id' = referral
),
started AS (
    SELECT CASE WHEN is_bureau THEN 'routing' ELSE 'acceptance' END AS clock,
        petition, version, moment, event_id, unit, referral
    FROM on_desk JOIN office ON office.id = unit
    WHERE is_bureau OR why <> 'came back'
    UNION ALL
    SELECT 'handling', petition, version, moment, event_id, unit, NULL
    FROM told WHERE topic = 'Petition.Accepted' AND said ->> 'kind' = 'substantive'
),

-- What stops one, and what ends them all ------------------------------------------------------------
done AS NOT MATERIALIZED (
    SELECT petition, version, moment, unit, topic, said ->> 'procedure' AS procedure,
        CASE topic WHEN 'Petition.Returned' THEN said ->> 'referral_id' END AS referral,
        topic = 'Petition.Resolved' AND said ->> 'scope' = 'whole' AS by_anybody
    FROM told
    WHERE topic IN ('Petition.Declined', 'Petition.Returned', 'Petition.Resolved')
        OR (topic = 'Petition.Replied' AND said ->> 'kind' IN ('final', 'unknown'))
        OR (topic = 'Petition.Accepted' AND said ->> 'kind' IN ('substantive', 'path_notice'))
        OR (topic = 'Petition.OpinionIssued' AND said ->> 'round' IN ('handling', 'remade'))
        OR (topic = 'Petition.Referred' AND said ->> 'part' <> 'copy')
    UNION ALL
    SELECT petition, version, moment, from_unit, 'Petition.Referred', NULL, NULL, false
    FROM told JOIN sent USING (petition)
    WHERE topic = 'Petition.ReturnRefused' AND said ->> 'referral_id' = referral
),
ended AS (
    SELECT petition, min(moment) AS moment
    FROM told
    WHERE topic IN ('Petition.MergedInto', 'Petition.Terminated')
        OR (topic = 'Petition.Withdrawn' AND said ->> 'scope' = 'all')
    GROUP BY petition
),
stopped AS (
    SELECT started.*, stop.moment AS stopped_at, stop.procedure AS accepted_as
    FROM started LEFT JOIN LATERAL (
        SELECT moment, procedure FROM done
        WHERE done.petition = started.petition
            AND (done.moment, done.version) > (started.moment, started.version)
            AND (done.unit = started.unit OR done.by_anybody)
            AND (done.referral = started.referral) IS NOT FALSE
            AND (started.clock <> 'handling' OR topic IN ('Petition.OpinionIssued', 'Petition.Resolved')
                OR (topic = 'Petition.Replied' AND EXISTS (
                    SELECT FROM told AS taken WHERE taken.event_id = started.event_id
                        AND taken.said ->> 'procedure' = 'simple')))
        ORDER BY done.moment, done.version LIMIT 1
    ) AS stop ON true
),
over AS (
    SELECT stopped.*, coalesce(ended.moment < stopped_at, ended.moment IS NOT NULL) AS is_ended,
        least(stopped_at, ended.moment) AS over_at, ended.moment AS ended_at,
        (stopped.moment AT TIME ZONE 'Asia/Shanghai')::date AS first_day
    FROM stopped LEFT JOIN ended USING (petition)
),

-- The last day ------------------------------------------------------------------------------------
ruled AS (
    SELECT over.*, rule.days, rule.are_worked
    FROM over
    CROSS JOIN LATERAL (
        -- What is simple was to be accepted sooner, too; what was converted is simple no more.
        SELECT CASE
            WHEN over.clock = 'routing' THEN 'ordinary'
            WHEN EXISTS (
                SELECT FROM told WHERE told.petition = over.petition AND told.unit = over.unit
                    AND topic = 'Petition.Converted' AND over.clock = 'handling'
            ) THEN 'ordinary'
            WHEN over.clock = 'acceptance' THEN coalesce(over.accepted_as, 'ordinary')
            ELSE (SELECT said ->> 'procedure' FROM told WHERE told.event_id = over.event_id)
        END AS procedure
    ) AS taken
    CROSS JOIN LATERAL (
        SELECT said #>> '{place,division,value}' AS division FROM told
        WHERE told.petition = over.petition
            AND topic IN ('Petition.Registered', 'Petition.Classified')
            AND said #>> '{place,division,value}' IS NOT NULL
        ORDER BY told.moment LIMIT 1
    ) AS place
    CROSS JOIN LATERAL (
        SELECT days, are_worked FROM limits
        WHERE limits.clock = over.clock AND limits.procedure IN ('any', taken.procedure)
            AND place.division LIKE limits.province || '%%' AND over.first_day >= limits.since
        ORDER BY limits.procedure = 'any', length(province) DESC LIMIT 1
    ) AS rule
),
limited AS (
    SELECT ruled.*, CASE
        WHEN are_worked THEN (SELECT day FROM worked WHERE nth = began.worked_by_then + days)
        ELSE (SELECT to_day FROM gives_way WHERE day = first_day + days)
        END AS ruled_day
    FROM ruled JOIN gives_way AS began ON began.day = first_day
),
timed AS (
    SELECT limited.*, CASE WHEN longer.days IS NULL THEN ruled_day
        ELSE (SELECT to_day FROM gives_way WHERE day = ruled_day + longer.days) END AS last_day
    FROM limited CROSS JOIN LATERAL (
        SELECT sum((said ->> 'days')::integer)::integer AS days FROM told
        WHERE told.petition = limited.petition AND topic = 'Petition.Extended'
            AND limited.clock = 'handling' AND told.unit = limited.unit
            AND told.moment BETWEEN limited.moment AND coalesce(limited.over_at, told.moment)
    ) AS longer
),

-- Who counts --------------------------------------------------------------------------------------
first_piece AS (
    SELECT petition, event_id AS registration FROM told
    WHERE topic = 'Petition.Registered'
        AND coalesce(said -> 'first_nationwide', said -> 'first_here') IS DISTINCT FROM 'false'
        AND NOT EXISTS (
            SELECT FROM told AS link WHERE link.petition = told.petition
                AND link.topic = 'Petition.Linked' AND link.said ->> 'relation' = 'same_matter'
                AND link.said ->> 'disposition' <> 'none'
                AND NOT EXISTS (
                    SELECT FROM told AS cut WHERE cut.petition = link.petition
                        AND cut.topic = 'Petition.Unlinked' AND cut.moment > link.moment
                        AND cut.said ->> 'other' = link.said ->> 'other')
        )
),
of_the_courts AS (
    SELECT DISTINCT petition FROM told
    WHERE topic = 'Petition.Classified'
        AND (said -> 'flags' ? 'litigation' OR said ->> 'legal_path' = 'litigation')
),
taken_up AS (
    SELECT petition, min(moment) AS moment
    FROM told JOIN office ON office.id = unit
    WHERE topic = 'Petition.Accepted' AND is_bureau
    GROUP BY petition
),
counted AS (
    SELECT rate, unit, last_day, over_at, is_ended, done_at
    FROM timed JOIN first_piece USING (petition) LEFT JOIN taken_up USING (petition)
    CROSS JOIN LATERAL (
        SELECT 'routing' AS rate, over_at AS done_at WHERE clock = 'routing'
        UNION ALL
        SELECT 'bureau_acceptance',
            least(over_at, CASE WHEN taken_up.moment >= timed.moment THEN taken_up.moment END)
        WHERE clock = 'routing' AND event_id = registration
        UNION ALL
        SELECT 'unit_acceptance', over_at WHERE clock = 'acceptance'
        UNION ALL
        SELECT 'answer', over_at
        WHERE clock = 'handling' AND petition NOT IN (SELECT petition FROM of_the_courts)
    ) AS rates
    WHERE last_day BETWEEN %(first)s AND %(last)s
),
judged AS (
    -- What ended with the petition was not done; if it ended in time, nobody had to do it.
    SELECT rate, unit, last_day,
        (done_at AT TIME ZONE 'Asia/Shanghai')::date AS done_day,
        is_ended AND done_at = over_at AS is_void
    FROM counted
)
SELECT rate, unit,
    count(*) FILTER (WHERE NOT is_void AND done_day <= last_day),
    count(*) FILTER (WHERE NOT is_void AND done_day > last_day),
    count(*) FILTER (WHERE (is_void OR done_day IS NULL)
        AND (%(at)s::timestamptz AT TIME ZONE 'Asia/Shanghai')::date > last_day),
    count(*) FILTER (WHERE (is_void OR done_day IS NULL)
        AND (%(at)s::timestamptz AT TIME ZONE 'Asia/Shanghai')::date <= last_day)
FROM judged
WHERE NOT (is_void AND done_day <= last_day)
GROUP BY rate, unit
