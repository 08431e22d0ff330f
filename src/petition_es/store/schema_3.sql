-- What format 3 has beside format 2: the published floor, under which no event can appear any more,
-- and appends in one call.
--
-- Positions come from a sequence, and transactions end in another order than they began. A writer
-- therefore publishes the position after which its own will come, as a lock that the end of its
-- transaction gives back. It does so before it draws:
--
--     writer   reads the last position drawn, L; locks tag|L (shared: writers never wait); draws
--              p > L; inserts; commits: first the row is visible, then the lock is gone.
--     reader   reads the last position drawn, M; then reads the lowest lock F; then, in a statement
--              of its own, the rows up to H = least(M, F).
--
-- No row can appear at or under H later: p <= M was drawn before M was read, so its writer held its
-- lock by then. Either the lock still stood when the locks were read, and then H <= F < p; or it was
-- given back before, and then the row is visible to the snapshot of the next statement, or rolled
-- back for ever. Hence three statements, in READ COMMITTED, in this order, on the primary; hence no
-- cached positions, and no commit that is visible before it is durable.

-- 48 bits of a lock's key hold the position; the bits above are the tag.
ALTER SEQUENCE public.petition_events_position_seq MAXVALUE 281474976710655 CACHE 1;

-- The tag of the floor (PE). A key of 64 bits stands in pg_locks as its halves classid and objid.
CREATE FUNCTION public.petition_floor_tag() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN x'5045000000000000'::bigint;

-- The lock that keeps single positions out while a block of them is taken (PF).
CREATE FUNCTION public.petition_block_gate() RETURNS bigint
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN x'5046000000000000'::bigint;

-- Who holds the floor in this database, and at which position.
CREATE VIEW public.petition_floor AS
    SELECT pid, (classid::bigint << 32 | objid::bigint) - public.petition_floor_tag() AS position
    FROM pg_catalog.pg_locks
    WHERE locktype = 'advisory' AND objsubid = 1 AND granted
        AND classid::bigint >> 16 = public.petition_floor_tag() >> 48
        AND database = (
            SELECT oid FROM pg_catalog.pg_database WHERE datname = pg_catalog.current_database()
        );

-- The head: at and under it nothing can appear any more. The rows are read by the next statement, never
-- by the one that calls this, whose snapshot is older. A caller that has had this head before, on this
-- connection, may say so: as long as nobody has drawn since, nobody need look at the locks.
CREATE FUNCTION public.petition_head(known bigint DEFAULT NULL) RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    drawn bigint;
    held  bigint;
BEGIN
    IF pg_is_in_recovery() OR current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE 'the head of the log is read on the primary, in READ COMMITTED'
            USING ERRCODE = 'object_not_in_prerequisite_state';
    END IF;
    SELECT last_value - (NOT is_called)::int INTO drawn FROM public.petition_events_position_seq;
    IF drawn = known THEN
        RETURN drawn;
    END IF;
    SELECT min(position) INTO held FROM public.petition_floor;
    RETURN least(drawn, held);
END $$;

-- Hold the floor to the end of the transaction, then reserve positions that follow each other; return
-- the first. The INSERT that calls this is the whole of an append.
--
-- Nobody else draws between the first and the last of a block: single draws hold the gate shared, for
-- the draw only. The gate is taken in a subtransaction, whose end gives it back at once, whatever
-- happens in between; what a sequence was set to stays. Every expression here is a simple one, which
-- PL/pgSQL evaluates without a query: an append pays some ten microseconds.
CREATE FUNCTION public.petition_reserve(many bigint) RETURNS bigint
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    positions CONSTANT regclass := 'public.petition_events_position_seq';
    locked text;
    first  bigint;
BEGIN
    locked := pg_catalog.pg_advisory_xact_lock_shared(
        public.petition_floor_tag() | coalesce(pg_catalog.pg_sequence_last_value(positions), 0)
    )::text;
    BEGIN
        IF many = 1 THEN
            locked := pg_catalog.pg_advisory_xact_lock_shared(public.petition_block_gate())::text;
            first := pg_catalog.nextval(positions);
        ELSE
            locked := pg_catalog.pg_advisory_xact_lock(public.petition_block_gate())::text;
            first := coalesce(pg_catalog.pg_sequence_last_value(positions), 0) + 1;
            locked := pg_catalog.setval(positions, first + many - 1)::text;
        END IF;
        RAISE SQLSTATE 'PE000';
    EXCEPTION WHEN SQLSTATE 'PE000' THEN
        RETURN first;
    END;
END $$;
