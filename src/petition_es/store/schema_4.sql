-- What format 4 has beside format 3: what auditors judged is found without reading the log.
--
-- Inquiries are few beside the log, and the list of findings asks for those in one state. An append
-- of anything else only looks at the first letters of its topic.

CREATE INDEX petition_events_inquiries
    ON public.petition_events (originator_id, originator_version DESC)
    WHERE starts_with(topic, 'Inquiry.');
