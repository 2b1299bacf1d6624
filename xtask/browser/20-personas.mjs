// Every persona walks through whatever its pages link to; each page is held to the same rules.
import { accessible, base, check, must, personas, sound, visitor, withBrowser } from './lib/house.mjs';

/** Pages that one persona looks at; pages that differ only in an id count as one. */
const MOST = 60;

const shape = (url) =>
  url.pathname
    .replace(/[a-z]{3,4}_[0-9a-f]{8,}/g, '…')
    .replace(/\d{6,}/g, '…')
    .replace(/\/(laws|parameters)\/[^/]+/, '/$1/…');

/** Links that leave the house, end the visit, or give a file instead of a page. */
const walkable = (url) =>
  url.origin === new URL(base).origin &&
  !/^\/(sign-out|assets|api|demo)/.test(url.pathname) &&
  !url.searchParams.has('format') &&
  !/\.(xlsx|csv|json|pdf|svg)$/.test(url.pathname);

/** What everybody sees alike is looked at once on a phone and once on a desk. */
const alike = /^\/(about|privacy|stations|policies|rights|training|reference|devices)(\/|$)/;
const once = new Set();

async function walk(browser, persona) {
  const staff = /clerk|review|admin|county/.test(persona.name);
  const page = await visitor(browser, { desk: staff });
  await check(`${persona.name} comes in`, async () => {
    const answer = await page.goto(persona.path);
    must(answer.ok(), `${persona.path} answers ${answer.status()}`);
    await sound(page, persona.path);
  });
  const seen = new Set();
  const ahead = [new URL(page.url())];
  while (ahead.length > 0 && seen.size < MOST) {
    const url = ahead.shift();
    if (seen.has(shape(url)) || once.has(`${staff} ${shape(url)}`)) continue;
    seen.add(shape(url));
    if (alike.test(url.pathname)) once.add(`${staff} ${shape(url)}`);
    const path = url.pathname + url.search;
    await check(`${persona.name} sees ${shape(url)}`, async () => {
      const answer = await page.goto(path);
      must(answer.ok(), `${path} answers ${answer.status()}`);
      if (!(answer.headers()['content-type'] ?? '').includes('html')) return;
      await sound(page, path);
      const links = await page.locator('a[href]').evaluateAll((all) => all.map((a) => a.href));
      ahead.push(...links.map((href) => new URL(href)).filter(walkable));
      await accessible(page, path);
    });
  }
  await page.context().close();
}

await withBrowser(async (browser) => {
  const all = personas();
  await check('the demo county has personas', () => must(all.length > 0, 'no link was printed'));
  for (const persona of all) await walk(browser, persona);
});
