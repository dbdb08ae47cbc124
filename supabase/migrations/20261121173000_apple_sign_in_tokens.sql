-- Apple asks that an app which lets people delete their account also ends what Sign in with Apple gave it:
-- https://developer.apple.com/support/offering-account-deletion-in-your-app. Auth keeps none of these tokens, so we do.
create table billing.apple_sign_in_tokens (
  user_id uuid not null references auth.users (id) on delete cascade,
  client_id text not null,
  refresh_token text not null check (length(refresh_token) between 1 and 4096),
  kept_at timestamptz not null default now(),
  primary key (user_id, client_id)
);
comment on table billing.apple_sign_in_tokens is 'The newest refresh token of Sign in with Apple, per user and client. Used for one thing: to end it. No role that staff or a key can take reads it.';
comment on column billing.apple_sign_in_tokens.client_id is 'The bundle id for the app, the Services ID for the web.';
alter table billing.apple_sign_in_tokens enable row level security;

create table billing.apple_token_revocations (
  id bigint generated always as identity primary key,
  client_id text not null,
  refresh_token text not null,
  owed_at timestamptz not null default now(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  last_error text
);
comment on table billing.apple_token_revocations is 'Tokens to be ended at Apple, without whose they were. A row goes when Apple has taken the token back, or after thirty days.';
comment on column billing.apple_token_revocations.next_attempt_at is 'Moved ahead by each claim, so that a worker that dies loses nothing.';
create index apple_token_revocations_due_idx on billing.apple_token_revocations (next_attempt_at);
alter table billing.apple_token_revocations enable row level security;

create function billing.keep_apple_token(owner uuid, for_client_id text, token text)
returns void language plpgsql security definer set search_path = '' as $$
begin
  insert into billing.apple_sign_in_tokens as stored (user_id, client_id, refresh_token)
  select users.id, for_client_id, token from auth.users where users.id = owner
  -- Ending any of them ends them all: Apple takes back what the person has allowed this client.
  on conflict (user_id, client_id) do update set refresh_token = excluded.refresh_token, kept_at = now();
end
$$;
comment on function billing.keep_apple_token is 'Keeps what is to be ended at Apple when the account goes. Nothing for a user who is gone already.';

create function billing.owe_apple_revocations(owner uuid)
returns void language plpgsql set search_path = '' as $$
begin
  with gone as (delete from billing.apple_sign_in_tokens where user_id = owner returning client_id, refresh_token)
  insert into billing.apple_token_revocations (client_id, refresh_token) select client_id, refresh_token from gone;
end
$$;
comment on function billing.owe_apple_revocations is 'From now on a user''s tokens are only to be ended.';

create function billing.claim_apple_revocations(at_most integer)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  -- Disconnected from the account by hand: what Apple gave us for it has no use any more. Not at once, because the token may
  -- arrive before the sign-in method does.
  perform billing.owe_apple_revocations(unused.user_id)
  from (
    select distinct tokens.user_id from billing.apple_sign_in_tokens as tokens
    where tokens.kept_at < now() - interval '1 hour' and not exists (
      select from auth.identities where identities.user_id = tokens.user_id and identities.provider = 'apple')) as unused;
  delete from billing.apple_token_revocations where owed_at < now() - interval '30 days';
  with due as materialized (
    select id from billing.apple_token_revocations
    where next_attempt_at <= now()
    order by next_attempt_at, id
    limit at_most
    for update skip locked),
  claimed as (
    update billing.apple_token_revocations as owed
    set attempts = owed.attempts + 1, next_attempt_at = now() + billing.app_store_backoff(owed.attempts + 1)
    from due where owed.id = due.id
    returning owed.*)
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', claimed.id, 'client_id', claimed.client_id, 'refresh_token', claimed.refresh_token) order by claimed.id), '[]')
  into answer
  from claimed;
  return answer;
end
$$;
comment on function billing.claim_apple_revocations is 'Takes tokens that are to be ended now, for this worker alone.';

create function billing.finish_apple_revocation(revocation_id bigint)
returns void language plpgsql security definer set search_path = '' as $$
begin
  delete from billing.apple_token_revocations where id = revocation_id;
end
$$;
comment on function billing.finish_apple_revocation is 'Apple has taken the token back: nothing of it is kept.';

create function billing.fail_apple_revocation(revocation_id bigint, error text)
returns void language plpgsql security definer set search_path = '' as $$
begin
  update billing.apple_token_revocations set last_error = error where id = revocation_id;
end
$$;
comment on function billing.fail_apple_revocation is 'Notes why a token could not be ended. It is tried again.';

-- What staff may see of it.
create view billing.owed_apple_revocations with (security_invoker = false) as
  select id, client_id, owed_at, attempts, next_attempt_at, last_error from billing.apple_token_revocations;
comment on view billing.owed_apple_revocations is 'For operators: tokens that Apple has not taken back yet, without the tokens.';
revoke all on billing.owed_apple_revocations from public;
grant select on billing.owed_apple_revocations to tandem_operators;

revoke execute on all functions in schema billing from public;
grant execute on function billing.keep_apple_token, billing.claim_apple_revocations, billing.finish_apple_revocation,
  billing.fail_apple_revocation to tandem_functions;
