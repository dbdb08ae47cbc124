alter table billing.app_store_claims add released_by uuid[] not null default '{}';
comment on column billing.app_store_claims.released_by is 'Who gave the purchase to another account by a code. Their app goes on handing it in at each launch, and does not get it back by that; by a code, or by buying again, they do.';

-- The newest of claim and token owns a purchase, so a claim is all that moving it takes. For who holds its lock.
create function billing.bind_app_store_original(
  original text, in_environment text, new_owner uuid, as_of timestamptz, tokens uuid[], giver uuid default null)
returns void language plpgsql set search_path = '' as $$
begin
  insert into billing.app_store_claims as stored
    (original_transaction_id, environment, user_id, claimed_at, known_tokens, released_by)
  values (original, in_environment, new_owner, greatest(now(), as_of), array_remove(tokens, null),
    array_remove(array[giver], null))
  on conflict (original_transaction_id, environment) do update set
    user_id = excluded.user_id, claimed_at = excluded.claimed_at,
    -- The one before may be on its way to Apple still.
    known_tokens = array(
      select distinct known from unnest(stored.known_tokens || stored.user_id || excluded.known_tokens) as known
      where known is not null),
    released_by = array(
      select distinct gave from unnest(stored.released_by || excluded.released_by) as gave
      where gave <> excluded.user_id);
end
$$;
comment on function billing.bind_app_store_original is 'Makes a user the owner of a purchase from now on, whatever Apple had signed, or was being told, before.';

create or replace function billing.claim_app_store_original(
  original text, in_environment text, poster uuid, owner uuid, is_used boolean, as_of timestamptz)
returns boolean language plpgsql set search_path = '' as $$
begin
  if owner is not null and not coalesce((
    select case app_store_transfer when 'always' then true when 'never' then false else not is_used end
    from billing.settings), false)
  then return false; end if;
  if owner is not null and exists (
    select from billing.app_store_claims
    where original_transaction_id = original and environment = in_environment and poster = any (released_by))
  then return false; end if;
  perform billing.bind_app_store_original(
    original, in_environment, poster, as_of, array[billing.app_store_token(original, in_environment)]);
  return true;
end
$$;

create function billing.app_store_known_tokens(original text, in_environment text)
returns uuid[] language plpgsql stable set search_path = '' as $$
begin
  return array(
    select app_account_token from billing.app_store_transactions
    where original_transaction_id = original and environment = in_environment
    union select app_account_token from billing.app_store_renewals
    where original_transaction_id = original and environment = in_environment);
end
$$;
comment on function billing.app_store_known_tokens is 'All tokens that Apple has ever signed for a purchase.';

-- Asked as the web would ask, which counts every subscription in the App Store, whatever its plan.
create function billing.move_refusal(former uuid, claimer uuid)
returns text language plpgsql stable set search_path = '' as $$
declare
  refusal text := billing.purchase_refusal(claimer, 'stripe', null);
begin
  if billing.is_being_deleted(claimer) or billing.is_being_deleted(former) then return 'account_being_deleted'; end if;
  -- What has ended, or was bought once, is in nobody's way.
  if billing.purchase_refusal(former, 'stripe', null) is distinct from 'subscribed_in_app_store' then return null; end if;
  return case refusal
    when 'already_subscribed' then 'subscribed_on_web'
    when 'subscribed_in_app_store' then 'already_subscribed'
    -- A purchase on the web that may be paid this very moment.
    else billing.purchase_refusal(claimer, 'app_store', null) end;
end
$$;
comment on function billing.move_refusal is 'Why the purchases of one user may not become another''s now: that one would pay for two subscriptions. Null when they may.';

create function billing.move_app_store_purchases(former uuid, claimer uuid, out moved integer, out tasks bigint[])
language plpgsql set search_path = '' as $$
declare
  in_environment text;
  originals text[];
begin
  -- In the order in which all that writes purchases takes its locks.
  perform billing.lock_app_store_account(accounts.account, false)
  from (
    select distinct billing.app_store_account(owned.original_transaction_id, owned.environment) as account
    from billing.app_store_originals_of_user(former) as owned order by account) as accounts;
  perform billing.lock_app_store_originals(array(
    select owned.original_transaction_id from billing.app_store_originals_of_user(former) as owned));
  moved := 0;
  tasks := '{}';
  foreach in_environment in array array['production', 'sandbox'] loop
    originals := array(
      select owned.original_transaction_id from billing.app_store_originals_of_user(former) as owned
      where owned.environment = in_environment
        and billing.app_store_owner(owned.original_transaction_id, in_environment) = former);
    perform billing.bind_app_store_original(original, in_environment, claimer,
      (select max(signed_at) from billing.app_store_transactions
        where original_transaction_id = original and environment = in_environment),
      array_append(billing.app_store_known_tokens(original, in_environment), former), former)
    from unnest(originals) as original;
    tasks := tasks || billing.write_app_store_originals(originals, in_environment);
    moved := moved + cardinality(originals);
  end loop;
end
$$;
comment on function billing.move_app_store_purchases is 'All that one user has in the App Store becomes another''s: rights, and what is owed to Apple because of it, in this transaction.';

-- For who holds the purchase locks of both.
create function billing.hand_over_purchases(former uuid, claimer uuid)
returns jsonb language plpgsql set search_path = '' as $$
declare
  refusal text := case when former = claimer then 'already_owned' else billing.move_refusal(former, claimer) end;
  done record;
begin
  if refusal is not null then return jsonb_build_object('refusal', refusal); end if;
  select * into done from billing.move_app_store_purchases(former, claimer);
  if done.moved = 0 then return jsonb_build_object('refusal', 'nothing_to_move'); end if;
  return jsonb_build_object('moved', done.moved, 'tasks', to_jsonb(done.tasks));
end
$$;
comment on function billing.hand_over_purchases is 'Moves what one user has in the App Store to another, if that one may have it. Answers moved and tasks, or refusal.';

create function billing.lock_purchases_of(people uuid[])
returns void language plpgsql set search_path = '' as $$
begin
  perform pg_advisory_xact_lock(hashtextextended('purchase:' || sorted.person, 0))
  from (select distinct person from unnest(people) as person where person is not null order by person) as sorted;
end
$$;
comment on function billing.lock_purchases_of is 'Lets accounts stand still, in one order: none of them buys, is deleted, or is moved to or from meanwhile.';

create function billing.claim_app_store_purchases(claimer uuid, code_digest text)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  given_code_hash text := billing.identity_hash('move_code', code_digest);
  former uuid;
  answer jsonb;
begin
  select user_id into former from billing.app_store_move_codes where code_hash = given_code_hash;
  -- Before anything is written, or a deletion would wait for what is written and hold what this waits for.
  perform billing.lock_purchases_of(array[former, claimer]);
  if not exists (select from auth.users where users.id = claimer) then
    return jsonb_build_object('refusal', 'unauthenticated');
  end if;
  if not billing.count_move_attempt(claimer) then return jsonb_build_object('refusal', 'too_many_attempts'); end if;
  if not exists (
    select from billing.app_store_move_codes as codes cross join billing.settings
    where codes.code_hash = given_code_hash and codes.used_at is null and codes.expires_at > now()
      and settings.app_store_transfer <> 'never' and not billing.is_being_deleted(former))
  then return jsonb_build_object('refusal', 'move_code_invalid'); end if;
  answer := billing.hand_over_purchases(former, claimer);
  if answer ? 'refusal' then return answer; end if;
  -- Not for a code of one's own: between two of those one could go on trying.
  delete from billing.app_store_move_attempts where user_id = claimer;
  update billing.app_store_move_codes set used_at = now(), used_by = claimer, moved = (answer ->> 'moved')::integer
  where code_hash = given_code_hash;
  return answer;
end
$$;
comment on function billing.claim_app_store_purchases is 'Takes over what the owner of a code has in the App Store. Answers moved (how many) and tasks (what is owed to Apple), or refusal; a refused code stays usable.';

-- Who cannot sign in to the old account any more cannot ask for a code there, and turns to staff.
create function billing.move_purchases(from_user uuid, to_user uuid)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  perform billing.lock_purchases_of(array[from_user, to_user]);
  answer := billing.hand_over_purchases(from_user, to_user);
  if answer ? 'moved' then
    insert into billing.app_store_move_codes (code_hash, user_id, expires_at, used_at, used_by, moved)
    values ('staff ' || gen_random_uuid(), from_user, now(), now(), to_user, (answer ->> 'moved')::integer);
  end if;
  return answer;
end
$$;
comment on function billing.move_purchases is 'For operators: moves what one user has in the App Store to another, as a code would. Answers moved, or refusal.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.claim_app_store_purchases to tandem_functions;
grant execute on function billing.move_purchases to tandem_operators;
