// The main path on a telephone with scripts off: from a search to the first day of work.
import { check, must, personas, sound, visitor, withBrowser } from './lib/house.mjs';

const phone = (browser) => visitor(browser, { script: false, viewport: { width: 412, height: 915 } });

/** A made-up number of this run. */
const NUMBER = `154${String(Date.now()).slice(-8)}`;

/** Opens the page of a persona of the demo county. */
async function enter(browser, name) {
  const persona = personas().find((one) => one.name === name);
  must(persona, `the demo county has no ${name}`);
  const page = await phone(browser);
  await page.goto(persona.path);
  return page;
}

/** The page says every one of these words. */
async function says(page, ...words) {
  await sound(page, page.url());
  const text = await page.locator('body').innerText();
  for (const word of words) must(text.includes(word), `${page.url()} does not say “${word}”`);
}

/** Presses the first button or link of the page with this name. */
async function press(page, name, role = 'button') {
  const one = page.locator('main').getByRole(role, { name, exact: true }).first();
  must((await one.count()) > 0, `${page.url()} has no ${role} “${name}”`);
  await one.click();
  await page.waitForLoadState('load');
}

/** Where the links of the page that begin so lead to. */
const links = (page, begun) =>
  page.locator(`main a[href^="${begun}"]`).evaluateAll((all) => all.map((a) => a.getAttribute('href')));

/** The posts of the employer that people can see. */
async function openPosts(page) {
  await page.goto('/hire/vacancies');
  await says(page, '我发的岗位', '招人中');
  const open = page.locator('main .list li', { hasText: '招人中' }).locator('h2 a, h3 a');
  const paths = await open.evaluateAll((all) => all.map((a) => a.getAttribute('href')));
  return paths.map((path) => path.split('/').pop());
}

/** Applies for the first of these jobs that still can be applied for; gives its number. */
async function applyForOne(page, jobs) {
  for (const job of jobs) {
    await page.goto(`/jobs/${job}`);
    if ((await page.getByRole('button', { name: '我想去', exact: true }).count()) === 0) continue;
    await says(page, '工钱', '谁在招', '以后');
    await press(page, '我想去');
    await says(page, '报上名了', '已报名');
    return job;
  }
  throw new Error('none of the jobs can be applied for');
}

async function lookAround(page) {
  await check('a worker searches from the first page', async () => {
    await page.goto('/');
    await says(page, '今天想找什么活', '打电话问站点', '讨薪维权');
    await page.locator('input[name="q"]').fill('搬运');
    await press(page, '搜一搜');
    must(page.url().includes('/jobs?q='), `the search leads to ${page.url()}`);
    await says(page, '找活', '搬运');
  });
  await check('a worker narrows the list', async () => {
    await page.goto('/jobs');
    await page.locator('main summary').first().click();
    await page.locator('select[name="settle"]').selectOption({ label: '月结' });
    await press(page, '看这些活');
    must(/settle=\w/.test(page.url()), `the filter leads to ${page.url()}`);
    await says(page, '正在看', '月结', '个活');
  });
}

/** A worker and an employer, from the application to the first day of work. */
async function takenOn(browser) {
  const worker = await enter(browser, 'worker');
  const employer = await enter(browser, 'employer');
  await lookAround(worker);
  let job = '';
  let application = '';
  await check('a worker applies for a job and sees how it stands', async () => {
    job = await applyForOne(worker, await openPosts(employer));
    application = new URL(worker.url()).pathname.split('/').pop();
    await worker.goto('/my/applications');
    await says(worker, '我报的名', '已报名');
    must((await links(worker, `/my/applications/${application}`)).length > 0, 'it is not listed');
  });
  await check('an employer finds the candidate, invites and offers', async () => {
    await employer.goto(`/hire/vacancies/${job}/candidates`);
    await says(employer, '报名的人', '已报名', '还差');
    await employer.locator(`main a[href="/hire/applications/${application}"]`).first().click();
    await says(employer, '等您答复', '办到哪一步了');
    await press(employer, '请来面谈');
    await says(employer, '请去试工或面谈');
    await press(employer, '愿意用');
    await says(employer, '对方愿意用', '等对方同意');
  });
  await check('the worker agrees and both see the telephone', async () => {
    await worker.goto(`/my/applications/${application}`);
    await says(worker, '对方愿意用您');
    await press(worker, '我同意去');
    await says(worker, '说定了', '可以直接打电话给');
  });
  await check('the employer marks the start of work', async () => {
    await employer.goto(`/hire/applications/${application}`);
    await says(employer, '说定了', '可以直接打电话给');
    await press(employer, '已经上工');
    await says(employer, '上工了');
  });
  await worker.context().close();
  await employer.context().close();
}

/** A person without a telephone at the village desk. */
async function atTheDesk(browser) {
  const page = await enter(browser, 'village-clerk');
  await check('a clerk registers a person without a telephone', async () => {
    await page.goto('/desk/people/new');
    await says(page, '登记一个人', '请念给本人听');
    const name = `祝${'甲乙丙丁戊己庚辛壬癸'[Date.now() % 10]}${'一二三四五六七八九十'[Math.floor(Date.now() / 10) % 10]}`;
    await page.locator('input[name="name"]').fill(name);
    await page.locator('input[name="proxy_only"]').check();
    await page.locator('input[name="words"]').fill('搬运');
    await page.locator('input[name="channel"]').last().check();
    await press(page, '登记');
    await says(page, '登记好了', name);
  });
  const person = new URL(page.url()).pathname;
  await check('the clerk prints a card', async () => {
    await page.goto(`${person}/card`);
    await press(page, '做一张服务卡');
    await says(page, '服务卡', '捡到这张卡');
    must((await page.locator('.slip svg').count()) === 1, 'the card bears no code to scan');
  });
  await check('the clerk applies for the person', async () => {
    await page.goto(`${person}/apply`);
    if ((await links(page, `${person}/apply?vacancy=`)).length > 0) {
      await press(page, '代他报名', 'link');
    } else {
      await page.goto('/jobs');
      const [job] = await links(page, '/jobs/vac_');
      await page.goto(`${person}/apply?vacancy=${job.split('/').pop()}`);
    }
    await page.locator('input[name="consent"][value="spoken"]').check();
    await page.locator('input[name="channel"][value="village"]').check();
    await press(page, '代他报名');
    await says(page, '替他报上名了', '已报名');
  });
  await page.context().close();
}

async function atTheQueue(browser) {
  const page = await enter(browser, 'reviewer');
  await check('a reviewer publishes a post from the queue', async () => {
    await page.goto('/desk/review');
    await says(page, '审核岗位');
    const waiting = await links(page, '/desk/review/vac_');
    must(waiting.length > 0, 'no post waits');
    await page.goto(waiting.at(-1));
    await says(page, '找活的人会看到', '决定');
    for (const answer of await page.locator('main select').all()) await answer.selectOption({ index: 1 });
    await page.locator('input[name="verdict"][value="publish"]').check();
    await page.locator('input[name="level"]').first().check();
    await press(page, '记下决定');
    await says(page, '已记下');
    const seen = await page.goto(waiting.at(-1).replace('/desk/review', '/jobs'));
    must(seen.ok(), `the published job answers ${seen.status()}`);
  });
  await page.context().close();
}

async function stranger(browser) {
  const page = await phone(browser);
  await check('a stranger comes in with a telephone and a code', async () => {
    await page.goto('/sign-in');
    await page.locator('input[name="phone"]').fill(NUMBER);
    await press(page, '发验证码');
    await says(page, '填短信里的验证码', '演示');
    const said = await page.locator('.call').innerText();
    await page.locator('input[name="code"]').fill(said.match(/\d{6}/)?.[0] ?? '');
    await press(page, '登录');
    await says(page, '先认识一下', '您');
    await page.locator('input[name="name"]').fill('祝小满');
    await press(page, '开始');
    await says(page, '退出');
    await page.goto('/my');
    await says(page, '祝小满，您好');
  });
  await page.context().close();
}

await withBrowser(async (browser) => {
  await takenOn(browser);
  await atTheDesk(browser);
  await atTheQueue(browser);
  await stranger(browser);
});
