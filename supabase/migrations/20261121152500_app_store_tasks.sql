create function billing.close_app_store_task(of_kind text, original text, in_environment text)
returns void language plpgsql set search_path = '' as $$
begin
  update billing.app_store_tasks set done_at = now(), outcome = 'superseded'
  where kind = of_kind and original_transaction_id = original and environment = in_environment and done_at is null;
end
$$;
comment on function billing.close_app_store_task is 'What was owed is owed no more, or something else is.';

-- A user who claimed a purchase is to be named by Apple from now on. For who holds the lock of the purchase.
create function billing.owe_app_store_token(
  original text, in_environment text, owner uuid, ownership text, as_of timestamptz)
returns bigint language plpgsql set search_path = '' as $$
declare
  claim billing.app_store_claims;
  owed bigint;
begin
  select * into claim from billing.app_store_claims
  where original_transaction_id = original and environment = in_environment;
  if claim.user_id is null then return null; end if;
  if claim.user_id is distinct from owner or ownership = 'family_shared'
    or billing.app_store_token(original, in_environment) = owner
  then
    perform billing.close_app_store_task('set_app_account_token', original, in_environment);
    return null;
  end if;

  if exists (
    select from billing.app_store_tasks as tasks
    where tasks.original_transaction_id = original and tasks.environment = in_environment
      and tasks.kind = 'set_app_account_token' and tasks.user_id = owner
      and (tasks.done_at is null
        -- Done, and nothing newer has been signed since; or refused by Apple, which would be so again.
        or tasks.outcome not in ('superseded', 'failed') and (tasks.payload ->> 'as_of')::timestamptz >= as_of
        or tasks.outcome = 'failed' and (tasks.payload ->> 'claimed_at')::timestamptz = claim.claimed_at))
  then return null; end if;
  -- A worker may be busy with the one for somebody else: a new row, so that its answer does not close this one.
  perform billing.close_app_store_task('set_app_account_token', original, in_environment);
  insert into billing.app_store_tasks (kind, environment, original_transaction_id, user_id, payload)
  values ('set_app_account_token', in_environment, original, owner,
    jsonb_build_object('claimed_at', claim.claimed_at, 'as_of', as_of))
  returning id into owed;
  return owed;
end
$$;
comment on function billing.owe_app_store_token is 'Makes the task of telling Apple whose a claimed purchase is, once; answers its id when it is new.';

create function billing.owe_app_store_reading(original text, in_environment text, reason text)
returns bigint language plpgsql set search_path = '' as $$
declare
  owed bigint;
begin
  insert into billing.app_store_tasks (kind, environment, original_transaction_id, payload)
  values ('read_status', in_environment, original, jsonb_build_object('reason', reason))
  on conflict do nothing
  returning id into owed;
  return owed;
end
$$;
comment on function billing.owe_app_store_reading is 'Makes the task of asking Apple how a subscription stands; answers its id when it is new.';

-- Apple asks every twelve hours, each time as a new notification, until it has an answer or has decided.
create function billing.owe_refund_answer(
  original text, in_environment text, of_transaction_id text, reason text, asked_at timestamptz)
returns bigint language plpgsql set search_path = '' as $$
declare
  owed bigint;
begin
  if asked_at + interval '12 hours' <= now() then return null; end if;
  insert into billing.app_store_tasks as stored (kind, environment, original_transaction_id, transaction_id, payload)
  values ('answer_refund_request', in_environment, original, of_transaction_id,
    jsonb_build_object('reason', reason, 'asked_at', asked_at))
  on conflict (original_transaction_id, environment, kind, coalesce(transaction_id, '')) where done_at is null
  do update set payload = excluded.payload, next_attempt_at = now()
  where (excluded.payload ->> 'asked_at')::timestamptz > (stored.payload ->> 'asked_at')::timestamptz
  returning id into owed;
  return owed;
end
$$;
comment on function billing.owe_refund_answer is 'Makes, or renews, the task of telling Apple how much of a purchase was used; answers its id when it is due because of this request.';

-- What Apple is told, decided at the moment of sending. Null: the user did not agree to it, or nobody owns the purchase.
create function billing.answer_refund_request(task billing.app_store_tasks)
returns jsonb language plpgsql stable set search_path = '' as $$
declare
  owner uuid;
  is_subscription boolean := true;
  was_delivered boolean;
begin
  select user_id, plan_id is not null into owner, was_delivered from public.subscriptions
  where store = 'app_store' and store_subscription_id = task.original_transaction_id and environment = task.environment;
  if not found then
    is_subscription := false;
    select user_id, extra_id is not null into owner, was_delivered from public.app_store_purchases
    where original_transaction_id = task.original_transaction_id and environment = task.environment;
  end if;
  if not exists (select from public.refund_consents where user_id = owner and consented) then return null; end if;
  was_delivered := was_delivered and billing.is_environment_served(task.environment, owner);
  return (
    select jsonb_build_object(
      'delivered', was_delivered,
      -- A trial, at whichever store, shows what a subscription gives, and nothing of what is bought once.
      'sample_content', is_subscription and exists (
        select from billing.trials where trials.user_id = owner
          or trials.store = 'app_store' and trials.store_subscription_id = task.original_transaction_id),
      -- Of a subscription Apple knows what has passed, and refuses to be told.
      'consumption_percentage', case when is_subscription then null when was_delivered then 100000 else 0 end,
      -- To share a price, Apple wants to hear of a share that was used: what is bought once is used wholly or not at all.
      'refund_preference', case
        when is_subscription or settings.refund_preference <> 'GRANT_PRORATED' then settings.refund_preference end)
    from billing.settings);
end
$$;
comment on function billing.answer_refund_request is 'How much of a purchase its owner has had, and what we would like, where they agreed that Apple is told; in thousandths of a percent, null for a subscription.';

create function billing.app_store_backoff(attempt integer)
returns interval language sql immutable set search_path = '' as $$
  select (array['1 minute', '5 minutes', '30 minutes', '2 hours', '12 hours']::interval[])[least(attempt, 5)]
$$;
comment on function billing.app_store_backoff is 'How long after an attempt the next one is made.';

create function billing.claim_app_store_tasks(only_ids bigint[], at_most integer)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  answer jsonb;
begin
  with late as materialized (
    select id from billing.app_store_tasks
    where done_at is null and next_attempt_at <= now() and kind = 'answer_refund_request'
      and (payload ->> 'asked_at')::timestamptz + interval '12 hours' <= now()
    for update skip locked)
  update billing.app_store_tasks as tasks set done_at = now(), outcome = 'too_late'
  from late where tasks.id = late.id;
  with due as materialized (
    select id from billing.app_store_tasks
    where done_at is null and next_attempt_at <= now() and (only_ids is null or id = any (only_ids))
    order by next_attempt_at, id
    limit at_most
    for update skip locked),
  claimed as (
    update billing.app_store_tasks as tasks
    set attempts = tasks.attempts + 1, next_attempt_at = now() + billing.app_store_backoff(tasks.attempts + 1)
    from due where tasks.id = due.id
    returning tasks.*)
  select coalesce(jsonb_agg(jsonb_build_object(
      'id', claimed.id, 'kind', claimed.kind, 'environment', claimed.environment,
      'original_transaction_id', claimed.original_transaction_id, 'transaction_id', claimed.transaction_id,
      'user_id', claimed.user_id, 'attempts', claimed.attempts,
      'answer', case claimed.kind when 'answer_refund_request' then billing.answer_refund_request(claimed) end)
    order by claimed.id), '[]')
  into answer
  from claimed;
  return answer;
end
$$;
comment on function billing.claim_app_store_tasks is 'Takes due tasks for this worker alone, or those of only_ids that are due. Who does not report back in time loses them to the next.';

create function billing.finish_app_store_task(task_id bigint, outcome text)
returns void language plpgsql security definer set search_path = '' as $$
begin
  update billing.app_store_tasks as tasks
  set done_at = now(), outcome = finish_app_store_task.outcome, last_error = null
  where tasks.id = task_id and tasks.done_at is null;
end
$$;
comment on function billing.finish_app_store_task is 'A task is done, in a word. One that was superseded meanwhile stays that.';

create function billing.fail_app_store_task(task_id bigint, error text, retry_at timestamptz, is_final boolean)
returns void language plpgsql security definer set search_path = '' as $$
begin
  update billing.app_store_tasks as tasks
  set last_error = error,
    next_attempt_at = coalesce(retry_at, tasks.next_attempt_at),
    done_at = case when is_final then now() end,
    outcome = case when is_final then 'failed' end
  where tasks.id = task_id and tasks.done_at is null;
end
$$;
comment on function billing.fail_app_store_task is 'A task could not be done: for good (is_final), or it is tried again, at retry_at where Apple named a time.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.claim_app_store_tasks, billing.finish_app_store_task, billing.fail_app_store_task
  to tandem_functions;
