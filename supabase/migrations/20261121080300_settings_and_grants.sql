create table billing.settings (
  -- One row: the primary key allows only true.
  only_row boolean primary key default true check (only_row),
  stripe_leeway interval not null default '1 day' check (stripe_leeway >= '0'),
  app_store_leeway interval not null default '0' check (app_store_leeway >= '0'),
  stripe_past_due_grace interval not null default '7 days' check (stripe_past_due_grace >= '0'),
  sandbox_serves text not null default 'nobody' check (sandbox_serves in ('nobody', 'testers', 'anybody')),
  family_sharing_serves boolean not null default false,
  purchase_hold interval not null default '10 minutes' check (purchase_hold between '0' and '1 hour')
);
comment on table billing.settings is 'The policy that an operator may set; one row.';
comment on column billing.settings.stripe_leeway is 'How long access outlives a Stripe period that should renew, so that a late or lost event locks nobody out.';
comment on column billing.settings.app_store_leeway is 'The same for the App Store; Apple has a grace period of its own, so none by default.';
comment on column billing.settings.stripe_past_due_grace is 'How long access goes on after a failed Stripe renewal.';
comment on column billing.settings.sandbox_serves is 'Whom a sandbox purchase gives access: nobody, users whose app_metadata has "tester": true, or anybody.';
comment on column billing.settings.family_sharing_serves is 'Whether an App Store purchase shared by a family member gives access.';
comment on column billing.settings.purchase_hold is 'How long a purchase that was begun in one store keeps the other store from selling.';
alter table billing.settings enable row level security;
insert into billing.settings default values;

create table billing.grants (
  id uuid primary key default gen_random_uuid(),
  user_id uuid not null references auth.users (id) on delete cascade,
  entitlement text not null,
  starts_at timestamptz not null default now(),
  -- Null: for good.
  ends_at timestamptz check (ends_at > starts_at),
  reason text not null check (reason <> ''),
  granted_by text not null check (granted_by <> ''),
  created_at timestamptz not null default now()
);
comment on table billing.grants is 'Access given by hand, beside what the stores sell.';
comment on column billing.grants.ends_at is 'Null means for good.';
comment on column billing.grants.granted_by is 'The person who gave it, for the record.';
-- A grant that begins later is looked for by its beginning.
create index grants_starts_at_idx on billing.grants (starts_at);
create index grants_user_id_idx on billing.grants (user_id);
alter table billing.grants enable row level security;
