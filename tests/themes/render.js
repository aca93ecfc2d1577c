/* Render a JSON Resume with a theme: node render.js THEME RESUME OUT. */
import { readFileSync, writeFileSync } from 'node:fs';

const [, , theme, resume, out] = process.argv;
const module = await import(theme);
const render = module.render ?? module.default.render;
writeFileSync(out, String(await render(JSON.parse(readFileSync(resume, 'utf-8')))));
