-- The events as they are exported for a stranger: a table of what was told, and one of the offices.
CREATE TEMP TABLE exported AS
SELECT originator_id AS petition, originator_version AS version, event_id, topic, said,
    (said ->> 'at')::timestamptz AS moment, said ->> 'unit_id' AS unit
FROM public.petition_events, LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS said) AS decoded
WHERE topic LIKE 'Petition.%';

CREATE INDEX ON exported (petition);
CREATE INDEX ON exported (event_id);

CREATE TEMP TABLE office AS
SELECT said ->> 'office_id' AS id, said ->> 'kind' = 'petition_bureau' AS is_bureau
FROM public.petition_events, LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS said) AS decoded
WHERE topic = 'Unit.Established';

CREATE INDEX ON office (id);
ANALYZE exported, office;
