-- Which mails the rows ask for. Rows are what all events together say, so it does not matter in which order, or how often, a
-- store tells them: a row only ever asks for the same keys. What a mail says is read when it is sent.
alter table billing.settings add own_mails text[] not null
  default '{payment_failed,payment_needs_confirmation,trial_ending,receipt}'
  check (own_mails <@ array['payment_failed', 'payment_needs_confirmation', 'trial_ending', 'receipt']);
comment on column billing.settings.own_mails is 'The mails about money that we send; take out what Stripe is set to send itself.';

create function billing.is_news(happened_at timestamptz)
returns boolean language plpgsql stable set search_path = '' as $$
begin
  return happened_at > now() - interval '2 days';
end
$$;
comment on function billing.is_news is 'Whether somebody still wants a mail about it: what is heard of later is history.';

create function billing.asked_at(of_invoice_id text)
returns timestamptz language plpgsql stable set search_path = '' as $$
begin
  return (select needs.asked_at from billing.stripe_invoice_needs as needs where needs.invoice_id = of_invoice_id);
end
$$;
comment on function billing.asked_at is 'When the newest failure of an invoice was.';

-- A purchase and a change of plan are paid, or not, before the eyes of who makes them.
create function billing.is_renewal(billing_reason text)
returns boolean language plpgsql immutable set search_path = '' as $$
begin
  return coalesce(billing_reason, '') not in ('subscription_create', 'subscription_update');
end
$$;
comment on function billing.is_renewal is 'Whether Stripe charges an invoice by itself, so that its failure is news to the customer.';

create function billing.owe_invoice_mail()
returns trigger language plpgsql security definer set search_path = '' as $$
declare
  failure text := 'payment/' || new.invoice_id || '/' || new.attempt_count;
  failure_kind text := case new.needs when 'action' then 'payment_needs_confirmation' else 'payment_failed' end;
begin
  if new.status = 'paid' then
    perform billing.owe_mail('receipt/' || new.invoice_id, 'receipt', new.user_id, null,
      jsonb_build_object('invoice_id', new.invoice_id));
  elsif billing.is_news(billing.asked_at(new.invoice_id)) then
    -- Once per attempt that Stripe makes by itself: what people try does not count (attempt_count), and they see it fail.
    -- 3-D Secure is told twice in a second, as a failure and as what it is: a moment later it is known which.
    perform billing.owe_mail(failure, failure_kind, new.user_id, null,
      jsonb_build_object('invoice_id', new.invoice_id, 'attempt', new.attempt_count), now() + interval '2 seconds');
    update billing.owed_mails set kind = failure_kind
    where key = failure and kind <> failure_kind and attempts = 0 and outcome is null;
  end if;
  return null;
end
$$;
comment on function billing.owe_invoice_mail is 'Trigger: a paid invoice owes a receipt; a renewal that failed owes word of it.';

create trigger owe_mail after insert or update on public.invoices for each row
  when (new.user_id is not null and (
    new.status = 'paid' and new.amount_paid > 0 and billing.is_news(coalesce(new.paid_at, new.as_of))
    or new.status = 'open' and new.needs is not null and billing.is_renewal(new.billing_reason)))
  execute function billing.owe_invoice_mail();

create function billing.owe_payment_mail()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform billing.owe_mail('receipt/' || new.payment_intent_id, 'receipt', new.user_id, null,
    jsonb_build_object('payment_intent_id', new.payment_intent_id));
  return null;
end
$$;
comment on function billing.owe_payment_mail is 'Trigger: a payment for an extra owes a receipt.';
create trigger owe_mail after insert or update on public.payments for each row
  when (new.user_id is not null and new.status = 'succeeded' and billing.is_news(new.paid_at))
  execute function billing.owe_payment_mail();

create function billing.becomes_paid(subscription public.subscriptions)
returns boolean language plpgsql immutable set search_path = '' as $$
begin
  return subscription.store = 'stripe' and subscription.status = 'active' and subscription.period_type = 'trial'
    and subscription.will_renew;
end
$$;
comment on function billing.becomes_paid is 'Whether it is a free trial at Stripe that goes on as a paid plan. Apple announces its own.';

create function billing.owe_trial_mail(subscription public.subscriptions)
returns void language plpgsql set search_path = '' as $$
begin
  perform billing.owe_mail(
    'trial_ending/' || subscription.store_subscription_id || '/' || extract(epoch from subscription.expires_at)::bigint,
    'trial_ending', subscription.user_id, null,
    jsonb_build_object('store_subscription_id', subscription.store_subscription_id, 'ends_at', subscription.expires_at));
end
$$;
comment on function billing.owe_trial_mail is 'Owes word that a trial ends, once per end: one that was moved is announced again.';

create function billing.owe_subscription_mail()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  perform billing.owe_trial_mail(new);
  return null;
end
$$;
comment on function billing.owe_subscription_mail is 'Trigger: a trial that ends within three days owes word of it.';
-- By Stripe's clock, whose event of three days before wakes it; an hour more, because that event may be made a little early.
create trigger owe_mail after insert or update on public.subscriptions for each row
  when (new.user_id is not null and new.period_type = 'trial' and billing.becomes_paid(new)
    and new.expires_at > now() and new.expires_at - new.as_of <= interval '73 hours')
  execute function billing.owe_subscription_mail();

-- For the schedule: the event may never have come.
create function billing.owe_due_mails()
returns void language plpgsql security definer set search_path = '' as $$
begin
  perform billing.owe_trial_mail(subscriptions)
  from public.subscriptions
  -- The statuses are those of subscriptions_due_idx.
  where user_id is not null and expires_at between now() and now() + interval '3 days'
    and status in ('active', 'in_grace_period', 'in_billing_retry') and billing.becomes_paid(subscriptions);
  -- Nothing so old is heard of as news again.
  delete from billing.owed_mails where outcome is not null and owed_at < now() - interval '90 days';
end
$$;
comment on function billing.owe_due_mails is 'Owes the mails that only the time asks for, and forgets those that were settled long ago. May be repeated.';

revoke execute on all functions in schema billing from public;
grant execute on function billing.owe_due_mails to tandem_functions;
