create table public.lesson_previews (
  slug text primary key check (slug ~ '^[a-z0-9-]+$'),
  title text not null,
  summary text not null,
  -- Null: free for everybody.
  required_entitlement text,
  position integer not null unique,
  unique (slug, required_entitlement)
);
comment on table public.lesson_previews is 'What everybody may know of a lesson: enough to want it.';
comment on column public.lesson_previews.required_entitlement is 'The right that opens the lesson; null when it is free.';

alter table public.lesson_previews enable row level security;
revoke all on public.lesson_previews from public, anon, authenticated, service_role;
grant select on public.lesson_previews to anon, authenticated, service_role;
create policy "Anyone may read the previews" on public.lesson_previews for select to anon, authenticated using (true);
comment on policy "Anyone may read the previews" on public.lesson_previews is 'Titles are no secret.';

create table public.lessons (
  slug text primary key references public.lesson_previews (slug) on update cascade on delete cascade,
  required_entitlement text check (required_entitlement in ('standard', 'premium')),
  body text not null,
  -- A lesson that needs a right cannot be announced as free, nor as needing another one.
  foreign key (slug, required_entitlement)
    references public.lesson_previews (slug, required_entitlement) on update cascade on delete cascade
);
comment on table public.lessons is 'Sample content at three levels. Row-level security is the paywall: no client, and no page of ours, can open what is not paid for.';
comment on column public.lessons.required_entitlement is 'Null: free for everybody. Same value as in lesson_previews.';
comment on column public.lessons.body is 'Plain text; paragraphs are separated by an empty line.';
create index lessons_slug_required_entitlement_idx on public.lessons (slug, required_entitlement);

alter table public.lessons enable row level security;
revoke all on public.lessons from public, anon, authenticated, service_role;
grant select on public.lessons to anon, authenticated, service_role;

create policy "Free lessons are for anyone" on public.lessons for select to anon
  using (required_entitlement is null);
comment on policy "Free lessons are for anyone" on public.lessons is 'Without an account: the free lessons.';

-- Each right is asked for once per statement, however many lessons there are.
create policy "Members read what they are entitled to" on public.lessons for select to authenticated
  using (
    required_entitlement is null
    or (required_entitlement = 'standard' and (select public.has_entitlement('standard')))
    or (required_entitlement = 'premium' and (select public.has_entitlement('premium'))));
comment on policy "Members read what they are entitled to" on public.lessons is 'The paywall.';
