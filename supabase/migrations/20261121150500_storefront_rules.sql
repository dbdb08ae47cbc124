create table billing.storefront_rules (
  country_code text primary key check (country_code ~ '^[A-Z]{3}$'),
  web_mention text not null check (web_mention in ('nothing', 'mention', 'link')),
  note text
);
comment on table billing.storefront_rules is 'What the app may say about the web, per storefront. No row: nothing. Apple''s rules differ by country and change, so none is set here.';
comment on column billing.storefront_rules.country_code is 'ISO 3166-1 alpha-3, as StoreKit''s Storefront says it.';
comment on column billing.storefront_rules.web_mention is 'nothing; mention: a sentence; link: a link to the web''s prices.';
comment on column billing.storefront_rules.note is 'Why, and by which rule of Apple''s.';
alter table billing.storefront_rules enable row level security;
grant select, insert, update, delete on billing.storefront_rules to tandem_operators;

create function billing.web_purchase_rule(storefront text)
returns text language sql stable security definer set search_path = '' as $$
  select coalesce(
    (select rules.web_mention from billing.storefront_rules as rules where rules.country_code = upper(storefront)),
    'nothing')
$$;
comment on function billing.web_purchase_rule is 'What the app may say about the web in a storefront: nothing, mention or link.';

create function public.web_purchase_rule(storefront text)
returns text language sql stable security invoker set search_path = '' as $$
  select billing.web_purchase_rule(storefront)
$$;
comment on function public.web_purchase_rule is 'What the app may say about the web in a storefront (ISO alpha-3): nothing, mention or link.';

create table public.refund_consents (
  user_id uuid primary key references auth.users (id) on delete cascade,
  consented boolean not null,
  updated_at timestamptz not null default now()
);
comment on table public.refund_consents is 'Whether a user agrees that Apple is told how much they have used when they ask it for a refund. No row: no.';
alter table public.refund_consents enable row level security;
revoke all on public.refund_consents from public, anon, authenticated, service_role;
grant select on public.refund_consents to authenticated, service_role, tandem_operators;
create policy "Owners read their consent" on public.refund_consents for select to authenticated
  using (user_id = (select auth.uid()));
comment on policy "Owners read their consent" on public.refund_consents is 'A user sees what they agreed to.';

create function billing.set_own_refund_consent(consented boolean)
returns void language sql security definer set search_path = '' as $$
  insert into public.refund_consents (user_id, consented) values ((select auth.uid()), set_own_refund_consent.consented)
  on conflict (user_id) do update set consented = excluded.consented, updated_at = now()
$$;
comment on function billing.set_own_refund_consent is 'Notes the consent of the signed-in user.';

create function public.set_refund_consent(consented boolean)
returns void language sql volatile security invoker set search_path = '' as $$
  select billing.set_own_refund_consent(consented)
$$;
comment on function public.set_refund_consent is 'The signed-in user agrees, or no longer agrees, that Apple is told how much they have used when they ask it for a refund.';

revoke execute on all functions in schema billing from public;
revoke execute on function public.web_purchase_rule, public.set_refund_consent from public, anon, authenticated, service_role;
-- The app asks before anybody has signed in: the paywall is shown to everybody.
grant usage on schema billing to anon;
grant execute on function billing.web_purchase_rule, public.web_purchase_rule to anon, authenticated;
grant execute on function billing.set_own_refund_consent, public.set_refund_consent to authenticated;
