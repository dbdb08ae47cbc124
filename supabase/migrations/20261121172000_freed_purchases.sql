-- When its owner goes, an App Store purchase is nobody's until somebody hands it in. The claim stays as a row without a user:
-- it knows all tokens that Apple ever signed for it, so that it does not fall back to an owner from before.
alter table billing.app_store_claims
  drop constraint app_store_claims_user_id_fkey,
  alter column user_id drop not null,
  add foreign key (user_id) references auth.users (id) on delete set null;
comment on column billing.app_store_claims.user_id is 'Null: its owner deleted their account. The purchase is free for who hands it in.';

create or replace function billing.app_store_owner(original text, in_environment text)
returns uuid language plpgsql stable set search_path = '' as $$
declare
  claim billing.app_store_claims;
begin
  select * into claim from billing.app_store_claims
  where original_transaction_id = original and environment = in_environment;
  return (
    select users.id
    from (
      select tokens.app_account_token as user_id, tokens.named_at, 1 as weight
      from (
        select app_account_token, purchased_at, fact ->> 'transaction_reason' as reason,
          -- Only the newest period can be given another token. What is signed again of an older one, as when it is refunded,
          -- still names whom it named on its day.
          case when purchased_at = max(purchased_at) over () then signed_at else purchased_at end as named_at
        from billing.app_store_transactions
        where original_transaction_id = original and environment = in_environment
      ) as tokens
      where tokens.app_account_token is not null
        and (claim.original_transaction_id is null or tokens.app_account_token <> all (claim.known_tokens)
          or tokens.purchased_at > claim.claimed_at and tokens.reason is distinct from 'RENEWAL')
      union all
      select app_account_token, signed_at, 1 from billing.app_store_renewals
      where original_transaction_id = original and environment = in_environment and app_account_token is not null
        and (claim.original_transaction_id is null or app_account_token <> all (claim.known_tokens))
      union all
      select claim.user_id, claim.claimed_at, 2 where claim.user_id is not null
    ) as named
    join auth.users on users.id = named.user_id
    order by named.named_at desc, named.weight desc, users.id
    limit 1);
end
$$;

create or replace function billing.claim_app_store_original(
  original text, in_environment text, poster uuid, owner uuid, is_used boolean, as_of timestamptz)
returns boolean language plpgsql set search_path = '' as $$
begin
  if owner is not null and not coalesce((
    select case app_store_transfer when 'always' then true when 'never' then false else not is_used end
    from billing.settings), false)
  then return false; end if;
  insert into billing.app_store_claims as stored
    (original_transaction_id, environment, user_id, claimed_at, known_tokens)
  values (original, in_environment, poster, greatest(now(), as_of),
    array_remove(array[billing.app_store_token(original, in_environment)], null))
  on conflict (original_transaction_id, environment) do update set
    user_id = excluded.user_id, claimed_at = excluded.claimed_at,
    -- The one before may be on its way to Apple still.
    known_tokens = array(
      select distinct known from unnest(stored.known_tokens || stored.user_id || excluded.known_tokens) as known
      where known is not null);
  return true;
end
$$;

-- For who holds the lock of the purchase.
create function billing.free_app_store_original(original text, in_environment text, owner uuid)
returns void language plpgsql set search_path = '' as $$
declare
  named uuid[];
  told_at timestamptz;
begin
  select array_agg(distinct told.app_account_token) filter (where told.app_account_token is not null), max(told.signed_at)
    into named, told_at
  from (
    select app_account_token, signed_at from billing.app_store_transactions
    where original_transaction_id = original and environment = in_environment
    union all select app_account_token, signed_at from billing.app_store_renewals
    where original_transaction_id = original and environment = in_environment) as told;
  insert into billing.app_store_claims as stored
    (original_transaction_id, environment, user_id, claimed_at, known_tokens)
  values (original, in_environment, null, greatest(now(), told_at), array_append(coalesce(named, '{}'), owner))
  on conflict (original_transaction_id, environment) do update set
    user_id = null, claimed_at = excluded.claimed_at,
    known_tokens = array(
      select distinct known from unnest(stored.known_tokens || stored.user_id || excluded.known_tokens) as known
      where known is not null);
  perform billing.close_app_store_task('set_app_account_token', original, in_environment);
end
$$;
comment on function billing.free_app_store_original is 'Makes a purchase nobody''s, whatever tokens Apple goes on signing; who buys it with their own token, or hands it in, owns it.';

-- As before; a phone whose account was deleted on another device hands in for nobody.
create or replace function billing.record_app_store_transaction(poster uuid, facts jsonb)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  in_environment text := facts #>> '{transaction,environment}';
  original text := facts #>> '{transaction,original_transaction_id}';
  written record;
begin
  poster := (select users.id from auth.users where users.id = poster);
  perform billing.lock_app_store_account(billing.app_store_account_of(facts), false);
  perform billing.lock_app_store_originals(array[original]);
  perform billing.merge_app_store_facts(facts);
  select * into written from billing.write_app_store_original(original, in_environment, poster);
  return jsonb_build_object(
    'outcome', written.outcome,
    'tasks', to_jsonb(written.tasks),
    'entitlements', (
      select coalesce(jsonb_agg(
        jsonb_build_object('entitlement', entitlement, 'access_ends_at', access_ends_at) order by entitlement), '[]')
      from public.entitlements where user_id = poster));
end
$$;

create function billing.app_store_originals_of_user(owner uuid)
returns table (original_transaction_id text, environment text) language plpgsql stable set search_path = '' as $$
#variable_conflict use_column
begin
  return query
  select store_subscription_id, environment from public.subscriptions
  where store = 'app_store' and user_id = owner
  union select original_transaction_id, environment from public.app_store_purchases where user_id = owner
  union select original_transaction_id, environment from billing.app_store_claims where user_id = owner
  order by 1, 2;
end
$$;
comment on function billing.app_store_originals_of_user is 'All that is bound to a user in the App Store.';

revoke execute on all functions in schema billing from public;
