// Every page in every state that a person meets, for the tests that look at all of them.
import type { Seat } from './test';
import { dealsWhere, newClient, newCompetitor } from './firm';
import { place } from './inline';
import { openCardMenu } from './menu';
import { uuid, type Server } from './server';

export interface PageState {
  readonly what: string;
  readonly who: 'admin' | 'consultant' | 'viewer' | 'nobody';
  readonly status?: number;
  /** Leads there. */
  readonly to: (seat: Seat, server: Server) => Promise<void>;
}

const at = (path: string) => async (seat: Seat): Promise<void> => {
  await seat.open(path);
};

const someDeal = (server: Server): string => dealsWhere(server, "o.stage = 'negotiation' or o.stage = 'proposal'")[0]?.id ?? '';

const somePerson = (server: Server): string => uuid(server.value(`select ${server.id('stakeholder_id')} from opportunity_stakeholder group by stakeholder_id order by count(*) desc limit 1`));

const someColleague = (server: Server): string => uuid(server.value(`select ${server.id('user_id')} from client_assignment group by user_id order by count(*) desc limit 1`));

const someTalk = (server: Server): string => uuid(server.value(`select ${server.id('id')} from activity where type = 'meeting' order by occurred_at desc limit 1`));

const someRival = (server: Server): string => uuid(server.value(`select ${server.id('competitor_id')} from competitor_mention group by competitor_id order by count(*) desc limit 1`));

export const PAGES: readonly PageState[] = [
  { what: 'sign-in', who: 'nobody', to: at('/sign-in') },
  {
    what: 'sign-in after a wrong password',
    who: 'nobody',
    to: async (seat) => {
      await seat.open('/sign-in');
      await seat.page.getByLabel('E-mail address').fill('nobody@demo.test');
      await seat.page.getByLabel('Password').fill('wrong');
      await seat.page.getByRole('button', { name: 'Sign in' }).click();
      await seat.page.getByRole('alert').waitFor();
    },
  },
  { what: 'board', who: 'admin', to: at('/deals') },
  { what: 'board of a viewer', who: 'viewer', to: at('/deals') },
  {
    what: 'board with a menu open',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/deals');
      await (await openCardMenu(seat.page.locator('.card').first())).waitFor();
    },
  },
  { what: 'table', who: 'admin', to: at('/deals?view=table') },
  { what: 'empty results of the board', who: 'admin', to: at('/deals?q=zzzzzz') },
  { what: 'empty results of the table', who: 'admin', to: at('/deals?view=table&q=zzzzzz') },
  { what: 'stakeholders', who: 'admin', to: at('/stakeholders') },
  { what: 'empty results of the stakeholders', who: 'admin', to: at('/stakeholders?q=zzzzzz') },
  { what: 'add stakeholder', who: 'admin', to: at('/stakeholders/new') },
  { what: 'stakeholder', who: 'admin', to: async (seat, server) => void (await seat.open(`/stakeholders/${somePerson(server)}`)) },
  { what: 'stakeholder of a viewer', who: 'viewer', to: async (seat, server) => void (await seat.open(`/stakeholders/${somePerson(server)}`)) },
  {
    what: 'stakeholder, notes being edited',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open(`/stakeholders/${somePerson(server)}`);
      await place(seat, 'Notes').click();
    },
  },
  { what: 'people', who: 'admin', to: at('/people') },
  { what: 'empty results of the people', who: 'viewer', to: at('/people?q=zzzzzz') },
  { what: 'colleague', who: 'admin', to: async (seat, server) => void (await seat.open(`/people/${someColleague(server)}`)) },
  { what: 'colleague of a viewer', who: 'viewer', to: async (seat, server) => void (await seat.open(`/people/${someColleague(server)}`)) },
  { what: 'activities', who: 'admin', to: at('/activities') },
  { what: 'activities of a viewer', who: 'viewer', to: at('/activities?kind=meeting') },
  { what: 'log an activity, no client chosen', who: 'admin', to: at('/activities/new') },
  { what: 'log an activity', who: 'admin', to: async (seat, server) => void (await seat.open(`/activities/new?of=deal:${someDeal(server)}`)) },
  {
    what: 'log an activity over a deal',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open(`/deals/${someDeal(server)}`);
      await seat.page.getByRole('link', { name: 'Log an activity' }).click();
      await seat.page.getByLabel('What it was about').waitFor();
    },
  },
  { what: 'activity', who: 'admin', to: async (seat, server) => void (await seat.open(`/activities/${someTalk(server)}`)) },
  { what: 'activity of a viewer', who: 'viewer', to: async (seat, server) => void (await seat.open(`/activities/${someTalk(server)}`)) },
  { what: 'my moves', who: 'admin', to: at('/deals/moves') },
  { what: 'review', who: 'admin', to: at('/deals/review') },
  { what: 'deal', who: 'admin', to: async (seat, server) => void (await seat.open(`/deals/${someDeal(server)}`)) },
  {
    what: 'deal with everything unfolded',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open(`/deals/${someDeal(server)}`);
      // A fold lies within a fold.
      for (const fold of await seat.page.locator('details.fold > summary').all()) {
        await fold.focus();
        await seat.page.keyboard.press('Enter');
      }
    },
  },
  { what: 'deal of a viewer', who: 'viewer', to: async (seat, server) => void (await seat.open(`/deals/${someDeal(server)}`)) },
  {
    what: 'deal of the team alone, before leaving it',
    who: 'consultant',
    to: async (seat, server) => {
      const me = `(select id from "user" where email = 'consultant@demo.test')`;
      const alone = dealsWhere(server, `o.id in (select opportunity_id from opportunity_team_member where user_id = ${me}) and o.client_id not in (select client_id from client_assignment where user_id = ${me})`)[0];
      await seat.open(`/deals/${alone?.id}?leave=true`);
      await seat.page.locator('#leave').waitFor();
    },
  },
  {
    what: 'deal, a step refused',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open(`/deals/${someDeal(server)}`);
      await seat.page.locator('summary', { hasText: 'Plan a step' }).click();
      await seat.page.getByLabel('What is to be done').fill('Call');
      await seat.page.getByLabel('By', { exact: true }).fill('2020-01-01');
      await seat.page.getByRole('button', { name: 'Plan it' }).click();
      await seat.page.locator('.field-error').waitFor();
      await seat.ready();
    },
  },
  { what: 'choice of a move', who: 'admin', to: async (seat, server) => void (await seat.open(`/deals/${someDeal(server)}/move`)) },
  { what: 'move form', who: 'admin', to: async (seat, server) => void (await seat.open(`/deals/${someDeal(server)}/move?to=closed_lost`)) },
  {
    what: 'move form with an error',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open(`/deals/${someDeal(server)}/move?to=closed_lost`);
      await seat.page.getByLabel('In a sentence').fill('  ');
      await seat.page.getByRole('button', { name: 'Mark as lost' }).click();
      await seat.page.locator('.field-error').waitFor();
      await seat.ready();
    },
  },
  { what: 'hand-over', who: 'admin', to: async (seat, server) => void (await seat.open(`/deals/${someDeal(server)}/won`)) },
  {
    what: 'hand-over with errors',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open(`/deals/${someDeal(server)}/won`);
      await seat.page.getByLabel(/^Final value/).fill('much');
      await seat.page.getByLabel('Project name').fill('  ');
      await seat.page.getByRole('button', { name: 'Hand over' }).click();
      await seat.page.locator('.field-error').first().waitFor();
      await seat.ready();
    },
  },
  { what: 'hand-over of a lost deal', who: 'admin', to: async (seat, server) => void (await seat.open(`/deals/${dealsWhere(server, "o.stage = 'closed_lost'")[0]?.id ?? ''}/won`)) },
  { what: 'projects', who: 'admin', to: at('/projects') },
  { what: 'projects, none found', who: 'admin', to: at('/projects?q=zzzzzz') },
  {
    what: 'project',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/projects?status=active');
      await seat.page.locator('tbody th a').first().click();
      await seat.page.locator('#phases').waitFor();
      await seat.ready();
    },
  },
  {
    what: 'project of a viewer',
    who: 'viewer',
    to: async (seat) => {
      await seat.open('/projects?status=planning');
      await seat.page.locator('tbody th a').first().click();
      await seat.page.locator('#phases').waitFor();
      await seat.ready();
    },
  },
  { what: 'new deal', who: 'consultant', to: at('/deals/new') },
  {
    what: 'new deal of a client, with what it has already',
    who: 'admin',
    to: async (seat, server) => void (await seat.open(`/deals/new?client=${uuid(server.value(`select ${server.id('client_id')} from opportunity where outcome is null limit 1`))}&stage=proposal`)),
  },
  {
    what: 'new deal, its client being looked for',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/deals/new');
      await seat.page.getByLabel(/^Client/).pressSequentially('lo');
      if ((await seat.page.getByLabel(/^Client/).getAttribute('role')) === 'combobox') {
        await seat.page.locator('.combobox-option').first().waitFor();
      }
    },
  },
  {
    what: 'new deal with errors',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/deals/new');
      await seat.page.getByLabel(/^Client/).fill('Nobody knows them');
      await seat.page.getByLabel('Name').fill('  ');
      await seat.page.getByLabel('Value').fill('-5');
      await seat.page.getByRole('button', { name: 'Create deal' }).click();
      await seat.page.locator('.field-error').nth(2).waitFor();
      await seat.ready();
    },
  },
  { what: 'clients', who: 'admin', to: at('/clients') },
  { what: 'clients, none found', who: 'admin', to: at('/clients?q=zzzzzz') },
  { what: 'client', who: 'admin', to: async (seat, server) => void (await seat.open((await newClient(seat, server)).path)) },
  {
    what: 'client with deals and team',
    who: 'consultant',
    to: async (seat) => {
      await seat.open('/clients');
      await seat.page.locator('tbody th a').first().click();
      await seat.page.locator('#meddpicc').waitFor();
      await seat.ready();
    },
  },
  {
    what: 'client, a field being edited',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open((await newClient(seat, server)).path);
      await place(seat, 'Budget').click();
    },
  },
  {
    what: 'client, a field refused',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open((await newClient(seat, server)).path);
      const budget = place(seat, 'Budget');
      await budget.click();
      await budget.field.fill('much');
      await budget.save.click();
      await budget.error.waitFor();
      await seat.ready();
    },
  },
  { what: 'new client', who: 'admin', to: at('/clients/new') },
  {
    what: 'new client with errors',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/clients/new');
      await seat.page.getByLabel('Name').fill('  ');
      await seat.page.getByLabel('Website').fill('javascript:alert(1)');
      await seat.page.getByRole('button', { name: 'Add client' }).click();
      await seat.page.locator('.field-error').first().waitFor();
      await seat.ready();
    },
  },
  { what: 'competitors', who: 'admin', to: at('/competitors') },
  { what: 'competitors, none found', who: 'viewer', to: at('/competitors?q=zzzzzz') },
  { what: 'competitor with deals', who: 'consultant', to: async (seat, server) => void (await seat.open(`/competitors/${someRival(server)}`)) },
  { what: 'competitor in no deal', who: 'admin', to: async (seat, server) => void (await seat.open((await newCompetitor(seat, server)).path)) },
  { what: 'competitor of a viewer', who: 'viewer', to: async (seat, server) => void (await seat.open(`/competitors/${someRival(server)}`)) },
  {
    what: 'competitor, a field being edited',
    who: 'admin',
    to: async (seat, server) => {
      await seat.open((await newCompetitor(seat, server)).path);
      await place(seat, 'Strengths').click();
    },
  },
  { what: 'new competitor', who: 'admin', to: at('/competitors/new') },
  {
    what: 'new competitor with a name that is taken',
    who: 'admin',
    to: async (seat, server) => {
      const { name } = await newCompetitor(seat, server);
      await seat.open('/competitors/new');
      await seat.page.getByLabel('Name').fill(name);
      await seat.page.getByRole('button', { name: 'Add competitor' }).click();
      await seat.page.locator('.field-error').waitFor();
      await seat.ready();
    },
  },
  { what: 'question before a competitor goes', who: 'admin', to: async (seat, server) => void (await seat.open(`/competitors/${someRival(server)}/delete`)) },
  { what: 'settings', who: 'admin', to: at('/settings') },
  { what: 'stages', who: 'admin', to: at('/settings/stages') },
  { what: 'stages, one unfolded', who: 'admin', to: at('/settings/stages?stage=qualified') },
  { what: 'stages, won unfolded', who: 'admin', to: at('/settings/stages?stage=closed_won') },
  { what: 'stages, a probability with its effect', who: 'admin', to: at('/settings/stages?stage=proposal&edit=probability&value=70') },
  { what: 'stages, a colour being chosen', who: 'admin', to: at('/settings/stages?stage=proposal&edit=hue') },
  { what: 'stages, a criterion being added', who: 'admin', to: at('/settings/stages?stage=proposal&add=criterion') },
  {
    what: 'stages, a criterion refused',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/settings/stages?stage=proposal&add=criterion');
      await seat.page.getByLabel('How it is checked').selectOption('activity');
      await seat.page.getByLabel('In how many days').fill('a week');
      await seat.page.getByRole('button', { name: 'Add criterion' }).click();
      await seat.page.locator('.field-error').waitFor();
      await seat.ready();
    },
  },
  {
    what: 'stages, one about to be added',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/settings/stages');
      await seat.page.locator('#add-stage > summary').click();
    },
  },
  {
    what: 'stages, a criterion about to be removed',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/settings/stages?stage=proposal');
      await seat.page.locator('#stage-proposal .asked-list .menu > summary').first().click();
    },
  },
  { what: 'a stage about to be removed', who: 'admin', to: at('/settings/stages/proposal/remove') },
  { what: 'loss reasons', who: 'admin', to: at('/settings/loss-reasons') },
  { what: 'no settings for a consultant', who: 'consultant', status: 404, to: at('/settings/stages') },
  { what: 'account', who: 'consultant', to: at('/account') },
  {
    what: 'account with the person’s menu open',
    who: 'admin',
    to: async (seat) => {
      await seat.open('/account');
      await seat.page.locator('.user-menu, .bar-more').locator('summary').locator('visible=true').click();
    },
  },
  { what: 'gallery', who: 'admin', to: at('/gallery') },
  { what: 'not found', who: 'admin', status: 404, to: at('/no-such-page') },
  { what: 'no such deal', who: 'admin', status: 404, to: at('/deals/01890000-0000-7000-8000-000000000000') },
];
