-- Sending. A mail is claimed by one worker for a while; what it says, and whether it is still true, is read in that moment.
create function billing.subscription_of_invoice(invoice public.invoices)
returns public.subscriptions language plpgsql stable set search_path = '' as $$
declare
  subscription public.subscriptions;
begin
  select * into subscription from public.subscriptions
  where store = 'stripe' and store_subscription_id = invoice.store_subscription_id;
  return subscription;
end
$$;
comment on function billing.subscription_of_invoice is 'What an invoice is for; null when we have not heard of it.';

create function billing.failed_payment_facts(mail billing.owed_mails)
returns jsonb language plpgsql stable set search_path = '' as $$
declare
  invoice public.invoices;
  subscription public.subscriptions;
begin
  select * into invoice from public.invoices
  where invoice_id = mail.facts ->> 'invoice_id' and user_id = mail.user_id and status = 'open'
    and attempt_count = (mail.facts ->> 'attempt')::integer and billing.is_news(billing.asked_at(invoice_id));
  if not found then return null; end if;
  subscription := billing.subscription_of_invoice(invoice);
  -- To pay now would buy nothing any more.
  if subscription.status in ('incomplete', 'expired', 'revoked') then return null; end if;
  return jsonb_build_object(
    'invoice_id', invoice.invoice_id, 'amount', invoice.amount_remaining, 'currency', invoice.currency,
    'plan_name', (select plans.name from public.plans where plans.id = subscription.plan_id),
    'next_attempt_at', case when invoice.next_attempt_at > now() then invoice.next_attempt_at end,
    -- While it counts as active we have not heard yet what the failure does to it.
    'access', case when subscription.id is null or subscription.status = 'active' then 'unknown'
      when billing.subscription_access_ends_at(subscription) > now() then 'open' else 'closed' end,
    'access_ends_at', billing.subscription_access_ends_at(subscription));
end
$$;
comment on function billing.failed_payment_facts is 'What the mail about a failed payment says; null when it was paid, has failed again since, or is history.';

create function billing.receipt_facts(mail billing.owed_mails)
returns jsonb language plpgsql stable set search_path = '' as $$
declare
  invoice public.invoices;
  subscription public.subscriptions;
begin
  if mail.facts ? 'payment_intent_id' then
    return (
      select jsonb_build_object('amount', payments.amount, 'currency', payments.currency, 'paid_at', payments.paid_at,
        'extra_name', (select extras.name from public.extras where extras.id = payments.extra_id))
      from public.payments
      where payment_intent_id = mail.facts ->> 'payment_intent_id' and user_id = mail.user_id and status = 'succeeded'
        and payment_fault is distinct from 'refunded' and billing.is_news(paid_at));
  end if;
  select * into invoice from public.invoices
  where invoice_id = mail.facts ->> 'invoice_id' and user_id = mail.user_id and status = 'paid'
    and payment_fault is distinct from 'refunded' and billing.is_news(coalesce(paid_at, as_of));
  if not found then return null; end if;
  subscription := billing.subscription_of_invoice(invoice);
  return (
    select jsonb_build_object('amount', invoice.amount_paid, 'currency', invoice.currency,
      'paid_at', coalesce(invoice.paid_at, invoice.as_of), 'number', invoice.number,
      'billing_reason', invoice.billing_reason, 'plan_name', plans.name, 'interval', plans.interval)
    from (values (subscription.plan_id)) as bought (plan_id) left join public.plans on plans.id = bought.plan_id);
end
$$;
comment on function billing.receipt_facts is 'What a receipt says; null when the money was given back at once, or it is history.';

-- The account page reckons the same way: app/billing/describe-next-charge.ts.
create function billing.trial_facts(mail billing.owed_mails)
returns jsonb language plpgsql stable set search_path = '' as $$
declare
  subscription public.subscriptions;
  plan public.plans;
  price integer;
  discount integer;
begin
  select * into subscription from public.subscriptions
  where store_subscription_id = mail.facts ->> 'store_subscription_id' and user_id = mail.user_id
    and expires_at = (mail.facts ->> 'ends_at')::timestamptz and expires_at > now() and billing.becomes_paid(subscriptions);
  select * into plan from public.plans where id = coalesce(subscription.next_plan_id, subscription.plan_id);
  if plan.id is null then return null; end if;
  price := case when subscription.next_plan_id is null then coalesce(subscription.price, plan.amount) else plan.amount end;
  discount := case when subscription.discount_ends_at <= subscription.expires_at then 0
    else coalesce(subscription.discount_amount, round(price * subscription.discount_percent / 100), 0) end;
  return jsonb_build_object(
    'plan_name', plan.name, 'interval', plan.interval, 'ends_at', subscription.expires_at,
    'amount', price, 'currency', coalesce(subscription.currency, plan.currency),
    'first_amount', greatest(0, price - discount - coalesce((
      select balance from public.billing_accounts as account
      where account.user_id = mail.user_id and account.currency = coalesce(subscription.currency, plan.currency)), 0)));
end
$$;
comment on function billing.trial_facts is 'What the mail about the end of a trial says; null when it ends otherwise or has ended.';

create function billing.mail_facts(mail billing.owed_mails)
returns jsonb language plpgsql stable set search_path = '' as $$
begin
  if mail.kind = 'account_deleted' then
    return case when billing.is_news(mail.owed_at) then mail.facts end;
  end if;
  if mail.kind <> all ((select own_mails from billing.settings)::text[]) then return null; end if;
  return case mail.kind
    when 'trial_ending' then billing.trial_facts(mail)
    when 'receipt' then billing.receipt_facts(mail)
    else billing.failed_payment_facts(mail) end;
end
$$;
comment on function billing.mail_facts is 'What a mail says now; null when there is nothing to say any more.';

-- Resend knows a key for a day, and this many attempts take 15 hours: beyond that a mail might be sent twice.
create function billing.most_mail_attempts()
returns integer language sql immutable set search_path = '' as $$ select 6 $$;
comment on function billing.most_mail_attempts is 'After so many attempts a mail is given up.';

create function billing.settle_mail(mail_key text, how text, error text default null)
returns void language plpgsql set search_path = '' as $$
begin
  update billing.owed_mails
  set outcome = how, email = null, last_error = error, sent_at = case when how = 'sent' then now() end
  where key = mail_key and outcome is null;
end
$$;
comment on function billing.settle_mail is 'A mail is owed no more; its address goes.';

create function billing.claim_owed_mails(at_most integer)
returns jsonb language plpgsql security definer set search_path = '' as $$
declare
  mail billing.owed_mails;
  address text;
  content jsonb;
  claimed jsonb := '[]';
begin
  for mail in
    select * from billing.owed_mails where outcome is null and next_attempt_at <= now()
    order by next_attempt_at, key for update skip locked
  loop
    exit when jsonb_array_length(claimed) = at_most;
    content := billing.mail_facts(mail);
    address := coalesce(mail.email, (
      select users.email from auth.users where users.id = mail.user_id and users.email_confirmed_at is not null));
    if mail.attempts >= billing.most_mail_attempts() then
      perform billing.settle_mail(mail.key, 'undeliverable', mail.last_error);
    elsif content is null and mail.attempts = 0 then
      -- Nobody has tried to send it: should it become true again, it is owed again.
      delete from billing.owed_mails where key = mail.key;
    elsif content is null then
      perform billing.settle_mail(mail.key, 'not_needed', mail.last_error);
    elsif address is null then
      perform billing.settle_mail(mail.key, 'no_address');
    else
      update billing.owed_mails
      set attempts = mail.attempts + 1, next_attempt_at = now() + billing.app_store_backoff(mail.attempts + 1)
      where key = mail.key;
      claimed := claimed || jsonb_build_object(
        'key', mail.key, 'kind', mail.kind, 'to', address, 'facts', content);
    end if;
  end loop;
  return claimed;
end
$$;
comment on function billing.claim_owed_mails is 'Takes due mails for this worker alone, with what they say; settles those that are not to be sent. Who does not report back in time loses them to the next.';

create function billing.finish_owed_mail(mail_key text, how text)
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform billing.settle_mail(mail_key, how);
end
$$;
comment on function billing.finish_owed_mail is 'A claimed mail was sent, or there is nobody who sends mails (nobody_sends).';

create function billing.fail_owed_mail(mail_key text, error text, is_final boolean)
returns boolean language plpgsql security definer set search_path = '' as $$
declare
  tried integer;
begin
  update billing.owed_mails set last_error = error where key = mail_key and outcome is null returning attempts into tried;
  if not is_final and tried < billing.most_mail_attempts() then return false; end if;
  perform billing.settle_mail(mail_key, 'undeliverable', error);
  return true;
end
$$;
comment on function billing.fail_owed_mail is 'A claimed mail could not be sent; answers whether it is given up, for good (is_final) or because it was the last attempt.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.claim_owed_mails, billing.finish_owed_mail, billing.fail_owed_mail to tandem_functions;
