// The browser under test: Debian's Chromium, driven by playwright-core, looked at by axe-core.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const require = createRequire(import.meta.url);
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Where the house is served. */
export const base = process.env.YIZHAN_URL ?? 'http://127.0.0.1:8600';

/** The personas of the demo county with their links, as `yizhan serve --demo` prints them. */
export function personas() {
  const file = process.env.YIZHAN_LOG_FILE;
  const said = file ? readFileSync(file, 'utf8') : '';
  const links = said.matchAll(/(\S+)\s+(http:\S+\/demo\/enter\/\S+)/g);
  return [...links].map(([, name, url]) => ({ name, path: new URL(url).pathname }));
}

let failed = 0;

/** Runs one check and prints its line; a check that throws is a fault, the rest goes on. */
export async function check(name, run) {
  try {
    await run();
    console.log(`ok ${name}`);
  } catch (fault) {
    failed += 1;
    const said = String(fault?.message ?? fault).replaceAll(/\x1b\[\d+m/g, '').split('\n');
    console.log(`not ok ${name}: ${said[0]}`);
    said.slice(1, 12).forEach((line) => console.log(`   ${line}`));
  }
}

/** Fails with the given sentence unless the claim holds. */
export function must(claim, sentence) {
  if (!claim) throw new Error(sentence);
}

/** Starts the browser, hands it over, closes it, and ends the script with the right code. */
export async function withBrowser(run) {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update'],
  });
  try {
    await run(browser);
  } finally {
    await browser.close();
  }
  process.exit(failed === 0 ? 0 : 1);
}

/** A fresh visitor: a phone unless told otherwise, Chinese unless told otherwise. */
export async function visitor(browser, { language = 'zh-CN', large = false, script = true, desk = false, viewport } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    locale: language,
    javaScriptEnabled: script,
    viewport: viewport ?? (desk ? { width: 1366, height: 768 } : { width: 390, height: 844 }),
  });
  const cookies = [{ name: 'yz_lang', value: language, url: base }];
  if (large) cookies.push({ name: 'yz_large', value: '1', url: base });
  await context.addCookies(cookies);
  context.setDefaultTimeout(10_000);
  return context.newPage();
}

/** Opens a page and holds it to what every page keeps. */
export async function open(page, path) {
  const answer = await page.goto(path);
  must(answer.ok(), `${path} answers ${answer.status()}`);
  await sound(page, path);
  return answer;
}

/** One heading, a title, nothing wider than the screen, no word missing. */
export async function sound(page, path) {
  const headings = await page.locator('h1').count();
  must(headings === 1, `${path} has ${headings} first headings`);
  must((await page.title()).trim().length > 0, `${path} has no title`);
  const html = await page.content();
  must(!html.includes('{{') && !html.includes('undefined'), `${path} shows raw template text`);
}

/** No fault that axe can find, and no sideways scrolling; needs scripts to be on. */
export async function accessible(page, path) {
  // The page's own policy forbids inline scripts; the tester's comes in beside it.
  const cdp = await page.context().newCDPSession(page);
  const { frameTree } = await cdp.send('Page.getFrameTree');
  const { executionContextId } = await cdp.send('Page.createIsolatedWorld', { frameId: frameTree.frame.id });
  const evaluate = async (expression) => {
    const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
      expression, contextId: executionContextId, awaitPromise: true, returnByValue: true,
    });
    must(!exceptionDetails, `axe on ${path}: ${exceptionDetails?.exception?.description}`);
    return result.value;
  };
  await evaluate(`${axeSource}; undefined`);
  const found = await evaluate(`axe.run(document, { resultTypes: ['violations'] })
    .then((r) => r.violations.map((v) => v.id + ': ' + v.help + ' → ' + v.nodes[0].html.slice(0, 160)))`);
  must(found.length === 0, `${path}: ${found.length} faults\n${found.join('\n')}`);
  const wide = await evaluate('document.documentElement.scrollWidth - window.innerWidth');
  must(wide <= 1, `${path} is ${wide} px wider than the screen`);
  await cdp.detach();
}
