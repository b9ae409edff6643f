// Bundles style and script, and keeps of each theme only the tokens that the bundle asks for.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = new URL(".", import.meta.url);
const finished = new URL("../src/gebiedstafel/ui/static/ui/built/", here);
const built = new URL("../src/gebiedstafel/ui/static/ui/.building/", here);

// "voorbeeld" lies under our own palette; any other theme stays outside the layers and so wins.
const themes = {
  voorbeeld: { from: "@nl-design-system-unstable/voorbeeld-design-tokens", layer: "nlds" },
  ma: { from: "@nl-design-system-community/ma-design-tokens", layer: null },
};

function tokensIn(text) {
  const declared = /(--[\w-]+)\s*:\s*([^;{}]+);/g;
  return new Map(Array.from(text.matchAll(declared), ([, name, value]) => [name, value.trim()]));
}

function askedIn(text) {
  return Array.from(text.matchAll(/var\(\s*(--[\w-]+)/g), ([, name]) => name);
}

function keepAsked(tokens, asked) {
  const kept = new Map();
  const todo = [...asked];
  while (todo.length) {
    const name = todo.pop();
    if (kept.has(name) || !tokens.has(name)) continue;
    kept.set(name, tokens.get(name));
    todo.push(...askedIn(tokens.get(name)));
  }
  return [...kept].sort(([a], [b]) => (a < b ? -1 : 1));
}

async function writeTheme(name, { from, layer }, asked) {
  const text = await readFile(new URL(`node_modules/${from}/dist/theme.css`, here), "utf8");
  const lines = keepAsked(tokensIn(text), asked).map(([token, value]) => `${token}:${value}`);
  const rule = `.${name}-theme{${lines.join(";")}}`;
  const notice = `/*! ${from}, EUPL-1.2, only the tokens in use */\n`;
  await writeFile(new URL(`theme-${name}.css`, built), notice + (layer ? `@layer ${layer}{${rule}}` : rule) + "\n");
}

// What others made goes along with its name, version and licence; the EUPL itself is our own LICENSE.
async function writeLicences() {
  const { dependencies } = JSON.parse(await readFile(new URL("package.json", here), "utf8"));
  const lines = await Promise.all(
    Object.keys(dependencies).map(async (name) => {
      const text = await readFile(new URL(`node_modules/${name}/package.json`, here), "utf8");
      const { version, license } = JSON.parse(text);
      return `${name} ${version}: ${license}`;
    }),
  );
  await mkdir(new URL("licences/", built), { recursive: true });
  await writeFile(new URL("licences/parts.txt", built), lines.join("\n") + "\n");
  for (const name of ["@fontsource-variable/source-sans-3", "@fontsource-variable/source-serif-4", "htmx.org"]) {
    const to = new URL(`licences/${name.split("/").pop()}.txt`, built);
    await copyFile(new URL(`node_modules/${name}/LICENSE`, here), to);
  }
}

await rm(built, { recursive: true, force: true });
await mkdir(built, { recursive: true });
await build({
  absWorkingDir: fileURLToPath(here),
  entryPoints: { app: "index.css", script: "app.js", vote: "vote.js", meeting: "meeting.js", sitting: "sitting.js" },
  outdir: fileURLToPath(built),
  assetNames: "fonts/[name]",
  loader: { ".woff2": "file" },
  bundle: true,
  minify: true,
  legalComments: "eof",
  target: ["chrome115", "firefox115", "safari16.4"],
  logLevel: "warning",
});
const asked = askedIn(await readFile(new URL("app.css", built), "utf8"));
await Promise.all(Object.entries(themes).map(([name, theme]) => writeTheme(name, theme, asked)));

await writeLicences();

// Only a whole build takes the place of the one before.
await rm(finished, { recursive: true, force: true });
await rename(built, finished);
