-- Mails that we owe somebody. A row is made in the transaction that learns the fact, sent by whoever comes next, and kept for
-- a while afterwards without its address: the key tells that it was sent, however often the fact is heard of again.
create table billing.owed_mails (
  key text primary key,
  kind text not null
    check (kind in ('payment_failed', 'payment_needs_confirmation', 'trial_ending', 'receipt', 'account_deleted')),
  user_id uuid references auth.users (id) on delete set null,
  -- Null: the address that the user has when it is sent.
  email text,
  facts jsonb not null default '{}',
  owed_at timestamptz not null default now(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  sent_at timestamptz,
  outcome text check (outcome in ('sent', 'not_needed', 'no_address', 'nobody_sends', 'undeliverable')),
  last_error text,
  check ((sent_at is not null) = coalesce(outcome = 'sent', false)),
  check (outcome is null or email is null)
);
comment on table billing.owed_mails is 'Mails of ours, owed or settled. At most one is sent per key, for example receipt/in_….';
comment on column billing.owed_mails.user_id is 'Whose it is; null after they deleted their account: then only a mail with its own address is still sent.';
comment on column billing.owed_mails.email is 'Only for a mail that outlives its user. Removed when the mail is settled.';
comment on column billing.owed_mails.facts is 'What the mail needs and no other row keeps. Amounts and dates are read when it is sent.';
comment on column billing.owed_mails.next_attempt_at is 'Not before then; while it is being sent, when somebody else may try.';
comment on column billing.owed_mails.outcome is 'Null: still owed. not_needed: what it would have said is true no longer; nobody_sends: no sender is configured.';
create index owed_mails_due_idx on billing.owed_mails (next_attempt_at) where outcome is null;
create index owed_mails_user_id_idx on billing.owed_mails (user_id) where user_id is not null;
-- Old rows are looked for by their age.
create index owed_mails_settled_idx on billing.owed_mails (owed_at) where outcome is not null;
alter table billing.owed_mails enable row level security;
grant select on billing.owed_mails to tandem_operators;

create function billing.owe_mail(
  mail_key text, mail_kind text, to_user_id uuid, to_email text, mail_facts jsonb,
  not_before timestamptz default now())
returns void language plpgsql set search_path = '' as $$
begin
  insert into billing.owed_mails (key, kind, user_id, email, facts, next_attempt_at)
  values (mail_key, mail_kind, to_user_id, to_email, coalesce(mail_facts, '{}'), not_before)
  on conflict (key) do nothing;
end
$$;
comment on function billing.owe_mail is 'Owes a mail once per key. With an address it is sent there, even when the user is gone; without, to the user''s own.';

revoke execute on all functions in schema billing from public;
