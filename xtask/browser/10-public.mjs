// What anybody sees without signing in: in both languages, both sizes, with and without scripts.
import { accessible, check, must, open, visitor, withBrowser } from './lib/house.mjs';

/** A worker's page weighs at most this with its style sheet, as it comes over the wire. */
const PAGE_BYTES = 14 * 1024;

const PUBLIC = ['/', '/jobs', '/about', '/privacy'];

async function firstJob(page) {
  await page.goto('/jobs');
  const links = page.locator('main a[href^="/jobs/"]');
  must((await links.count()) > 0, '/jobs lists no job');
  return links.first().getAttribute('href');
}

/** Bytes over the wire of the page and its style sheet. */
async function weight(page, path) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const kinds = new Map();
  let bytes = 0;
  cdp.on('Network.responseReceived', (e) => kinds.set(e.requestId, e.type));
  cdp.on('Network.loadingFinished', (e) => {
    if (['Document', 'Stylesheet'].includes(kinds.get(e.requestId))) bytes += e.encodedDataLength;
  });
  await page.goto(path, { waitUntil: 'networkidle' });
  await cdp.detach();
  return bytes;
}

await withBrowser(async (browser) => {
  const job = await firstJob(await visitor(browser)).catch(() => null);
  await check('the list of jobs leads to a job', () => must(job, '/jobs lists no job'));
  const paths = job ? [...PUBLIC, job] : PUBLIC;

  for (const language of ['zh-CN', 'en']) {
    for (const large of [false, true]) {
      const page = await visitor(browser, { language, large });
      const faults = [];
      page.on('console', (m) => m.type() === 'error' && faults.push(m.text()));
      page.on('pageerror', (e) => faults.push(String(e)));
      for (const path of paths) {
        const name = path.startsWith('/jobs/') ? '/jobs/…' : path;
        await check(`${name} in ${language}${large ? ', large print' : ''}`, async () => {
          faults.length = 0;
          await open(page, path);
          const lang = await page.locator('html').getAttribute('lang');
          must(lang === language, `the page says it is in ${lang}`);
          await accessible(page, path);
          must(faults.length === 0, faults.join('\n'));
        });
      }
      await page.context().close();
    }
  }

  const phone = await visitor(browser);
  for (const path of paths) {
    const name = path.startsWith('/jobs/') ? '/jobs/…' : path;
    await check(`${name} is light`, async () => {
      const bytes = await weight(phone, path);
      must(bytes <= PAGE_BYTES, `${bytes} bytes of ${PAGE_BYTES}`);
    });
  }

  const plain = await visitor(browser, { script: false });
  await check('searching works without scripts', async () => {
    await open(plain, '/');
    await plain.locator('input[name="q"]').first().fill('工');
    await plain.locator('input[name="q"]').first().press('Enter');
    await plain.waitForURL(/\/jobs\?.*q=/);
    must((await plain.locator('h1').count()) === 1, 'the answer has no heading');
  });
  await check('the language switch works without scripts', async () => {
    await open(plain, '/');
    await plain.locator('button[name="lang"]').click();
    must((await plain.locator('html').getAttribute('lang')) === 'en', 'it stays Chinese');
  });
  await check('the large-print switch works without scripts', async () => {
    await plain.locator('button[name="large"]').click();
    must(((await plain.locator('html').getAttribute('class')) ?? '').includes('large'), 'no change');
  });
  await check('a wrong filter is told, not ignored', async () => {
    const answer = await plain.goto('/jobs?settle=nonsense');
    must(answer.status() >= 400 && answer.status() < 500, `it answers ${answer.status()}`);
  });
});
