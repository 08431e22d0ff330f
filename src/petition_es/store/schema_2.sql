-- What format 2 has beside format 1: the door's tokens, and the answers to commands.

-- Tokens that say who acts, by hash. Rows are kept after their end, so that it stays known who could act.
CREATE TABLE public.access_tokens (
    token_hash  bytea       PRIMARY KEY,
    token_id    uuid        NOT NULL UNIQUE,
    actor_id    text        NOT NULL,
    role        text        NOT NULL,
    unit_id     text,
    scopes      text[]      NOT NULL,
    label       text        NOT NULL,
    issued_at   timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz
);

-- What was answered to a command, so that the same command sent twice is done once. The events stand
-- in the log; what was told only once (a query code) is kept here, sealed under the petition's key.
CREATE TABLE public.command_answers (
    key_hash     text        PRIMARY KEY,
    body_hash    text        NOT NULL,
    petition_id  uuid        NOT NULL,
    first        bigint      NOT NULL,
    last         bigint      NOT NULL,
    sealed       bytea,
    expires_at   timestamptz NOT NULL
);
CREATE INDEX command_answers_petition ON public.command_answers (petition_id);
CREATE INDEX command_answers_expiry ON public.command_answers (expires_at);
