-- The shape of PostgREST's own errors for what we refuse: clients find `code` and a sentence for people, as functions answer.
-- https://docs.postgrest.org/en/stable/references/errors.html#raise-errors-with-http-status-codes
create function billing.refuse(code text, message text, http_status integer)
returns void language plpgsql set search_path = '' as $$
begin
  raise sqlstate 'PGRST' using
    message = jsonb_build_object('code', code, 'message', message)::text,
    detail = jsonb_build_object('status', http_status, 'headers', jsonb_build_object())::text;
end
$$;
comment on function billing.refuse is 'Ends a call of the API with a code, a sentence for people and an HTTP status.';

create function billing.own_session_id()
returns uuid language sql stable set search_path = '' as $$
  select nullif((select auth.jwt()) ->> 'session_id', '')::uuid
$$;
comment on function billing.own_session_id is 'The session of the token that a call came with.';

-- A token outlives its session, and a phone left on a table is signed in: neither may change how its owner gets in.
create function billing.require_fresh_sign_in()
returns void language plpgsql stable set search_path = '' as $$
declare
  claims jsonb := auth.jwt();
  proofs jsonb := case jsonb_typeof(claims -> 'amr') when 'array' then claims -> 'amr' else '[]' end;
  proved_at timestamptz;
begin
  if not exists (
    select from auth.sessions where sessions.id = billing.own_session_id() and sessions.user_id = (select auth.uid()))
  then perform billing.refuse('unauthenticated', 'Please sign in first.', 401); end if;
  select to_timestamp(max((proof ->> 'timestamp')::double precision)) into proved_at
  from jsonb_array_elements(proofs) as proof
  where jsonb_typeof(proof -> 'timestamp') = 'number';
  if coalesce(proved_at < now() - interval '15 minutes', true) then
    perform billing.refuse('fresh_sign_in_required',
      'Please sign in again first: this is asked for where the account itself is changed.', 403);
  end if;
end
$$;
comment on function billing.require_fresh_sign_in is 'Refuses a call whose person has not proved lately who they are, or whose session was signed out. The same rule as isFreshSignIn in the functions.';

revoke execute on all functions in schema billing from public;
