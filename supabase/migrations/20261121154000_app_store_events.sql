create function billing.app_store_status_word(status integer)
returns text language plpgsql immutable set search_path = '' as $$
begin
  return case status
    when 1 then 'active' when 2 then 'expired' when 3 then 'in_billing_retry' when 4 then 'in_grace_period' when 5 then 'revoked'
  end;
end
$$;
comment on function billing.app_store_status_word is 'Our word for Apple''s status of a subscription; null for a status that is new to us.';

-- Whether Apple should be asked how a subscription stands, and why; null: no need. `told` is Apple's status at `told_at`.
create function billing.doubt_app_store_state(
  subscription public.subscriptions, told integer, told_at timestamptz, told_facts jsonb)
returns text language plpgsql stable set search_path = '' as $$
declare
  original text := subscription.store_subscription_id;
  word text := billing.app_store_status_word(told);
begin
  -- Withheld by us, whatever Apple says.
  if subscription.status = 'expired'
    and billing.app_store_rescinded_at(original, subscription.environment) = subscription.expires_at
  then return null; end if;
  if subscription.status = 'revoked' then
    if exists (
      select from billing.app_store_renewals as renewals
      where renewals.original_transaction_id = original and renewals.environment = subscription.environment
        and renewals.renews_at > (
          select max(expires_at) from billing.app_store_transactions
          where original_transaction_id = original and environment = subscription.environment))
    then return 'a later period than any known'; end if;
  end if;
  if word is null or word = subscription.status then return null; end if;
  -- An older notification tells an older status.
  if subscription.as_of > greatest(told_at, (told_facts #>> '{transaction,signed_at}')::timestamptz,
    (told_facts #>> '{renewal,signed_at}')::timestamptz)
  then return null; end if;
  -- So does a late one: it is held against what was so at its own time.
  if word = (billing.app_store_report(original, subscription.environment, told_at)).status then return null; end if;
  return 'another status than Apple''s';
end
$$;
comment on function billing.doubt_app_store_state is 'Why Apple should be asked how a subscription stands: it speaks of a period that we never saw, or its newest notification says another status than its facts; null when all agrees.';

create function billing.rescind_app_store_consent(account text, in_environment text, rescinded timestamptz, told_at timestamptz)
returns bigint[] language plpgsql set search_path = '' as $$
declare
  originals text[];
begin
  insert into billing.app_store_consents as stored (app_transaction_id, environment, rescinded_at, as_of)
  values (account, in_environment, rescinded, told_at)
  on conflict (app_transaction_id, environment) do update set
    rescinded_at = greatest(stored.rescinded_at, excluded.rescinded_at),
    as_of = greatest(stored.as_of, excluded.as_of);
  originals := billing.app_store_originals_of(account, in_environment);
  perform billing.lock_app_store_originals(originals);
  return billing.write_app_store_originals(originals, in_environment);
end
$$;
comment on function billing.rescind_app_store_consent is 'A parent withdrew the consent for an Apple Account: what it bought before gives nothing.';

create function billing.app_store_originals_of(account text, in_environment text)
returns text[] language plpgsql stable set search_path = '' as $$
begin
  return array(
    select original_transaction_id from billing.app_store_transactions
    where app_transaction_id = account and environment = in_environment
    union select original_transaction_id from billing.app_store_renewals
    where app_transaction_id = account and environment = in_environment
    order by 1);
end
$$;
comment on function billing.app_store_originals_of is 'All that an Apple Account bought.';

create function billing.restore_consent(app_transaction_id text, in_environment text)
returns void language plpgsql security definer set search_path = '' as $$
declare
  originals text[];
begin
  perform billing.lock_app_store_account(app_transaction_id, true);
  update billing.app_store_consents as consents set restored_at = greatest(now(), consents.as_of)
  where consents.app_transaction_id = restore_consent.app_transaction_id and consents.environment = in_environment;
  originals := billing.app_store_originals_of(restore_consent.app_transaction_id, in_environment);
  perform billing.lock_app_store_originals(originals);
  perform billing.write_app_store_originals(originals, in_environment);
end
$$;
comment on function billing.restore_consent is 'For operators: undoes the withdrawal of a parent''s consent. One that is told later counts again.';

drop function billing.record_app_store_notification(jsonb, jsonb);
create function billing.record_app_store_notification(notification jsonb, facts jsonb)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  in_environment text := notification ->> 'environment';
  happened_at timestamptz := (notification ->> 'occurred_at')::timestamptz;
  original text := coalesce(
    facts #>> '{transaction,original_transaction_id}', facts #>> '{renewal,original_transaction_id}');
  rescinded jsonb := nullif(notification -> 'rescinded_consent', 'null');
  refund jsonb := nullif(notification -> 'refund_request', 'null');
  outcome text := 'recorded';
  owed bigint[] := '{}';
  written record;
  doubt text;
begin
  if not billing.receive_event('app_store', notification) then
    return '{"outcome": "duplicate", "tasks": []}';
  end if;
  if rescinded is not null then
    perform billing.lock_app_store_account(rescinded ->> 'app_transaction_id', true);
    owed := billing.rescind_app_store_consent(rescinded ->> 'app_transaction_id', in_environment,
      coalesce((rescinded ->> 'at')::timestamptz, happened_at), happened_at);
    outcome := 'applied';
  end if;
  if original is not null then
    perform billing.lock_app_store_account(billing.app_store_account_of(facts), false);
    perform billing.lock_app_store_originals(array[original]);
    perform billing.merge_app_store_facts(facts);
    select * into written from billing.write_app_store_original(original, in_environment, null);
    outcome := written.outcome;
    owed := owed || written.tasks;
    if (written.subscription).status is not null then
      doubt := billing.doubt_app_store_state(
        written.subscription, (notification ->> 'store_status')::integer, happened_at, facts);
      if doubt is not null then owed := owed || billing.owe_app_store_reading(original, in_environment, doubt); end if;
    end if;
    if refund is not null then
      owed := owed || billing.owe_refund_answer(
        original, in_environment, facts #>> '{transaction,transaction_id}', refund ->> 'reason', happened_at);
    end if;
  end if;
  perform billing.finish_event('app_store', in_environment, notification ->> 'event_id', outcome);
  return jsonb_build_object('outcome', outcome, 'tasks', to_jsonb(array_remove(owed, null)));
end
$$;
comment on function billing.record_app_store_notification is 'One App Store notification: inbox, facts, what they bought, entitlements and what is owed to Apple, in one transaction. Outcome applied, recorded or duplicate; tasks: those that this one made due.';

create or replace function billing.record_app_store_transaction(poster uuid, facts jsonb)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  in_environment text := facts #>> '{transaction,environment}';
  original text := facts #>> '{transaction,original_transaction_id}';
  written record;
begin
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
comment on function billing.record_app_store_transaction is 'A purchase that a signed-in user hands in. Outcome applied, recorded (it gives nothing), or belongs_to_another_account (the facts are kept all the same); tasks: what is owed to Apple because of it.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.record_app_store_notification to tandem_functions;
grant execute on function billing.restore_consent to tandem_operators;
