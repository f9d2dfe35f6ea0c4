import { chromium } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { findChromium } from './tests/setup/chromium.ts';
const { executablePath, args, env } = await findChromium();
const [,, base, dir, role, ...paths] = process.argv;
const demo = JSON.parse(readFileSync(process.env.DD!, 'utf8'));
const a = demo.accounts.find((x: any) => x.role === role);
const b = await chromium.launch({ executablePath, args, env: { ...process.env, ...env } as any });
for (const [w, h] of [[1920, 1080], [390, 844]] as const) {
  const c = await b.newContext({ viewport: { width: w, height: h }, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  const p = await c.newPage();
  p.on('console', (m) => { if (m.type() === 'error') console.log('console', m.text()); });
  p.on('pageerror', (e) => console.log('pageerror', e.message));
  await p.goto(base + '/sign-in'); 
  await p.fill('input[name=email]', a.email); await p.fill('input[name=password]', a.password); await p.press('input[name=password]', 'Enter');
  await p.waitForURL((u) => !u.pathname.startsWith('/sign-in'));
  for (const path of paths) { const t = performance.now(); const r = await p.goto(base + path, { waitUntil: 'load' }); await p.waitForTimeout(1500); await p.screenshot({ path: `${dir}/${w}${path.replace(/[^a-z0-9]+/gi, '_').slice(0, 40)}.png` }); console.log(w, path, r?.status(), (performance.now() - t).toFixed(0)); }
  await c.close();
}
await b.close();
