create function billing.is_notice_settled(kind text, happens_at timestamptz, subscription public.subscriptions)
returns boolean language plpgsql immutable set search_path = '' as $$
begin
  -- What has not begun yet is past nothing: its first report may come after the announcement.
  return coalesce(case when subscription.status = 'incomplete' then false else case kind
    when 'trial_ending' then subscription.period_type <> 'trial' or subscription.status <> 'active'
      or not subscription.will_renew or subscription.expires_at <> happens_at
    -- What failed to renew may have been paid by the time of the announcement: only the renewal that failed is past. Stripe
    -- charges about an hour after the period has ended.
    when 'renewal_upcoming' then case subscription.status
      when 'active' then subscription.expires_at > happens_at or not subscription.will_renew
      when 'expired' then true
      else subscription.expires_at + interval '1 day' > happens_at end
  end end, false);
end
$$;
comment on function billing.is_notice_settled is 'Whether a subscription has gone past what a notice announces.';

create function billing.put_notice(notice public.notices)
returns void language plpgsql set search_path = '' as $$
begin
  if notice.user_id is null then return; end if;
  insert into public.notices (user_id, kind, store_subscription_id, invoice_id, happens_at)
  values (notice.user_id, notice.kind, notice.store_subscription_id, notice.invoice_id, notice.happens_at)
  on conflict do nothing;
end
$$;
comment on function billing.put_notice is 'Tells a user once.';

-- `report` is the subscription as this event, or the answer to it, tells it: an older event speaks of its own trial.
create function billing.note_subscription_event(event_type text, report jsonb)
returns void language plpgsql set search_path = '' as $$
declare
  stored public.subscriptions;
  notice public.notices;
begin
  if event_type is null
    or event_type not in ('customer.subscription.trial_will_end', 'customer.subscription.deleted') then return; end if;
  select * into stored from public.subscriptions
  where store = 'stripe' and store_subscription_id = report ->> 'store_subscription_id';
  notice.user_id := stored.user_id;
  notice.store_subscription_id := stored.store_subscription_id;
  notice.happens_at := (report ->> 'expires_at')::timestamptz;
  if event_type = 'customer.subscription.trial_will_end' then
    notice.kind := 'trial_ending';
    if notice.happens_at <= now() or billing.is_notice_settled(notice.kind, notice.happens_at, stored) then return; end if;
  else
    notice.kind := 'subscription_ended';
    -- What was given up before its first payment had not begun.
    if stored.status <> 'expired' or notice.happens_at <= stored.started_at then return; end if;
  end if;
  perform billing.put_notice(notice);
end
$$;
comment on function billing.note_subscription_event is 'Tells the owner that a trial ends or that a subscription has ended.';

create function billing.note_invoice_event(event_type text, of_invoice_id text, happened_at timestamptz)
returns void language plpgsql set search_path = '' as $$
declare
  invoice public.invoices;
  notice public.notices;
begin
  if event_type is null or event_type not in ('invoice.payment_failed', 'invoice.payment_action_required') then return; end if;
  perform billing.lock_money('invoice', of_invoice_id);
  select * into invoice from public.invoices where invoice_id = of_invoice_id;
  if invoice.status in ('paid', 'void') then return; end if;
  notice.user_id := invoice.user_id;
  notice.kind := replace(event_type, 'invoice.', '');
  notice.store_subscription_id := invoice.store_subscription_id;
  notice.invoice_id := invoice.invoice_id;
  notice.happens_at := happened_at;
  perform billing.put_notice(notice);
end
$$;
comment on function billing.note_invoice_event is 'Tells the owner that a payment failed or waits for them.';

-- The preview of an invoice that Stripe sends some days before it makes it: it has no id yet and is in no register.
create function billing.note_upcoming_invoice(invoice jsonb)
returns void language plpgsql set search_path = '' as $$
declare
  renewing_id text := invoice #>> '{parent,subscription_details,subscription}';
  told_user text := invoice #>> '{parent,subscription_details,metadata,user_id}';
  stored public.subscriptions;
  notice public.notices;
begin
  if renewing_id is null then return; end if;
  perform billing.lock_money('subscription', renewing_id);
  select * into stored from public.subscriptions where store = 'stripe' and store_subscription_id = renewing_id;
  -- Of a subscription that we have not heard of yet, as of any other fact. Metadata can hold anything.
  notice.user_id := coalesce(stored.user_id, billing.owner_of_fact(jsonb_build_object(
    'store_customer_id', invoice ->> 'customer',
    'user_id', case when pg_input_is_valid(told_user, 'uuid') then told_user end), null));
  notice.kind := 'renewal_upcoming';
  notice.store_subscription_id := renewing_id;
  notice.happens_at := to_timestamp(coalesce(
    (invoice ->> 'next_payment_attempt')::bigint, (invoice ->> 'period_end')::bigint));
  if notice.happens_at <= now() or billing.is_notice_settled(notice.kind, notice.happens_at, stored) then return; end if;
  perform billing.put_notice(notice);
end
$$;
comment on function billing.note_upcoming_invoice is 'Tells the owner of a renewal that is still to come, from the invoice as Stripe sends it.';

create function billing.settle_subscription_notices()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from public.notices
  where store_subscription_id = new.store_subscription_id
    and billing.is_notice_settled(notices.kind, notices.happens_at, new);
  return null;
end
$$;
comment on function billing.settle_subscription_notices is 'Trigger: a notice goes when its subscription has gone past it, so that it does not matter which of both came first.';
create trigger settle_notices after insert or update on public.subscriptions
  for each row when (new.store = 'stripe') execute function billing.settle_subscription_notices();

create function billing.settle_invoice_notices()
returns trigger language plpgsql security definer set search_path = '' as $$
begin
  delete from public.notices where invoice_id = new.invoice_id;
  return null;
end
$$;
comment on function billing.settle_invoice_notices is 'Trigger: nobody is asked for a payment that is made or no longer wanted.';
create trigger settle_notices after update on public.invoices
  for each row when (new.status in ('paid', 'void') and old.status <> new.status)
  execute function billing.settle_invoice_notices();

revoke execute on all functions in schema billing from public;
