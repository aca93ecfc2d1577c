// The text items that pdf.js finds in a PDF, as JSON: a list for each line, without what is blank.
import process from 'node:process';

// It names this when it is loaded, and needs it only to draw.
globalThis.DOMMatrix ??= class {};
const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');

const pdf = await getDocument({ url: process.argv[2], verbosity: 0 }).promise;
const lines = [[]];
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  for (const item of items) {
    if (item.str.trim()) lines.at(-1).push(item.str);
    if (item.hasEOL) lines.push([]);
  }
  lines.push([]);
}
process.stdout.write(JSON.stringify(lines.filter((line) => line.length)));
