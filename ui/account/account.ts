// For a publisher's pages, beside widget.js, where readers may have accounts: a link to the reader's own page on the
// server, and the way back from there, signed in. The widget takes the session where it takes a guest's key: from what
// this browser remembers (src/guest.ts).
const server = new URL(import.meta.url).origin;
const here = location.href.split('#')[0]!;
// The server's page leads back with a code that works once, for two minutes. It is gone from the address at once.
const code = /^#comity-in=([\w-]{22})$/.exec(location.hash)?.[1];
if (code) history.replaceState(history.state, '', here);

async function enter(element: Element, base: string, site: string): Promise<void> {
  const answer = await fetch(`${base}/api/v1/sites/${site}/session`, {
    method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({code}), credentials: 'omit',
  });
  if (!answer.ok) return;
  const {session, account} = (await answer.json()) as {session: string; account: string};
  localStorage.setItem(`comity ${base} ${site} key`, session);
  localStorage.setItem(`comity ${base} ${site} name`, account);
  element.setAttribute('theme', element.getAttribute('theme') ?? ''); // begins anew, with the session
}

async function begin(element: Element): Promise<void> {
  const base = (element.getAttribute('base') ?? '').replace(/\/+$/, '') || server;
  const site = encodeURIComponent(element.getAttribute('site') ?? '');
  const lang = element.getAttribute('lang') ?? element.closest('[lang]')?.getAttribute('lang') ?? '';
  if (code) await enter(element, base, site).catch((error) => console.warn('comity account:', error));
  const answer = await fetch(`${base}/api/v1/sites/${site}?lang=${encodeURIComponent(lang)}`, {credentials: 'omit'});
  const {accounts} = (await answer.json()) as {accounts: {page: string; label: string} | null};
  if (!accounts) return;
  const link = document.createElement('a');
  link.className = 'comity-account';
  link.href = `${new URL(accounts.page, base).href}?back=${encodeURIComponent(here)}${lang && `&lang=${encodeURIComponent(lang)}`}`;
  link.textContent = accounts.label;
  element.after(link);
}

for (const element of document.querySelectorAll('comity-discussion')) {
  begin(element).catch((error) => console.warn('comity account:', error));
}
