create function billing.next_app_store_check(report public.subscriptions, checked_at timestamptz)
returns timestamptz language plpgsql stable set search_path = '' as $$
begin
  return case report.status
    when 'active' then least(checked_at + interval '7 days', greatest(report.expires_at, checked_at + interval '1 hour'))
    when 'in_grace_period' then checked_at + interval '1 day'
    when 'in_billing_retry' then checked_at + interval '1 day'
    -- It should have renewed, and Apple has said neither that it did nor that it failed: both take it some hours at times.
    when 'expired' then case
      when report.expires_at > checked_at - interval '3 days' and exists (
        select from billing.app_store_renewals as renewals
        where renewals.original_transaction_id = report.store_subscription_id
          and renewals.environment = report.environment and renewals.will_renew)
      then checked_at + interval '6 hours' end
  end;
end
$$;
comment on function billing.next_app_store_check is 'When a subscription that was read from Apple at a time is to be read again: when it should have renewed, daily while a payment fails, else weekly; null once it is over.';

-- For who holds the lock of the purchase.
create function billing.schedule_app_store_check(report public.subscriptions, is_checked boolean)
returns void language plpgsql set search_path = '' as $$
declare
  stored billing.app_store_checks;
  next timestamptz;
begin
  select * into stored from billing.app_store_checks
  where original_transaction_id = report.store_subscription_id and environment = report.environment;
  if is_checked then stored.checked_at := now(); end if;
  next := case
    when stored.checked_at is not null then billing.next_app_store_check(report, stored.checked_at)
    -- What was never read from Apple is read as soon as there is time for it, also where it seems to be over: its end may be
    -- that of the paid time alone, while the refund before it or the renewal after it was lost.
    else coalesce(stored.next_check_at, now())
  end;
  if stored.original_transaction_id is not null and not is_checked and stored.next_check_at is not distinct from next then
    return;
  end if;
  insert into billing.app_store_checks (original_transaction_id, environment, checked_at, next_check_at)
  values (report.store_subscription_id, report.environment, stored.checked_at, next)
  on conflict (original_transaction_id, environment) do update set
    checked_at = excluded.checked_at, next_check_at = excluded.next_check_at;
end
$$;
comment on function billing.schedule_app_store_check is 'Keeps when a subscription is to be read from Apple next; is_checked: it just was.';

create function billing.due_app_store_checks(at_most integer)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  with due as materialized (
    select original_transaction_id, environment from billing.app_store_checks
    where next_check_at <= now()
    order by next_check_at
    limit at_most
    for update skip locked),
  claimed as (
    -- Whoever does not report back leaves them to the next run of the hour.
    update billing.app_store_checks as checks set next_check_at = now() + interval '10 minutes'
    from due
    where checks.original_transaction_id = due.original_transaction_id and checks.environment = due.environment
    returning checks.original_transaction_id, checks.environment)
  select coalesce(jsonb_agg(jsonb_build_object(
    'original_transaction_id', claimed.original_transaction_id, 'environment', claimed.environment)), '[]')
  into answer
  from claimed;
  return answer;
end
$$;
comment on function billing.due_app_store_checks is 'Takes subscriptions that are to be read from Apple now, for this worker alone.';

-- What Apple answered when asked for the statuses of one subscription: the facts of all in its group.
create function billing.record_app_store_status(original text, in_environment text, facts jsonb)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  told jsonb;
  originals text[];
  owed bigint[];
  written text;
begin
  perform billing.lock_app_store_account(accounts.account, false)
  from (
    select distinct billing.app_store_account_of(each) as account from jsonb_array_elements(facts) as each
    order by account) as accounts;
  select array_agg(distinct id) into originals from (
    select original as id
    union all select coalesce(
      each #>> '{transaction,original_transaction_id}', each #>> '{renewal,original_transaction_id}')
    from jsonb_array_elements(facts) as each) as named
  where id is not null;
  perform billing.lock_app_store_originals(originals);
  for told in select value from jsonb_array_elements(facts) loop
    perform billing.merge_app_store_facts(told);
  end loop;

  owed := billing.write_app_store_originals(originals, in_environment);
  perform billing.schedule_app_store_check(subscriptions, true) from public.subscriptions
  where store = 'app_store' and store_subscription_id = any (originals) and environment = in_environment;
  get diagnostics written = row_count;
  update billing.app_store_tasks set done_at = now(), outcome = 'read'
  where kind = 'read_status' and original_transaction_id = any (originals) and environment = in_environment
    and done_at is null;
  return jsonb_build_object(
    'outcome', case when written = '0' then 'recorded' else 'applied' end, 'tasks', to_jsonb(owed));
end
$$;
comment on function billing.record_app_store_status is 'Merges what Apple answered about a subscription and its group, and notes that it was asked. Answers applied or recorded, and tasks.';

create function billing.read_reconciliation_state(name text)
returns timestamptz language sql stable security definer set search_path = '' as $$
  select state.value from billing.reconciliation_state as state where state.name = read_reconciliation_state.name
$$;
comment on function billing.read_reconciliation_state is 'How far the reconciliation has come with something; null: it never began.';

create function billing.write_reconciliation_state(name text, value timestamptz)
returns void language sql security definer set search_path = '' as $$
  insert into billing.reconciliation_state as stored (name, value)
  values (write_reconciliation_state.name, write_reconciliation_state.value)
  -- Two runs at once: the one that came further counts.
  on conflict (name) do update set value = greatest(stored.value, excluded.value)
$$;
comment on function billing.write_reconciliation_state is 'Notes how far the reconciliation has come. It never goes back.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.due_app_store_checks, billing.record_app_store_status,
  billing.read_reconciliation_state, billing.write_reconciliation_state to tandem_functions;
