import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { twMerge } from 'tailwind-merge';
import { describe, expect, it } from 'vitest';
import { mergeClasses } from './merge-classes';

function sources(): string[] {
  const files = ['components', 'app'].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => join(folder, file)));
  // What is said in the table itself is no class.
  return files.filter((file) => /\.tsx?$/.test(file) && !file.endsWith('merge-classes.ts')).map((file) => readFileSync(file, 'utf8'));
}

/** Every word of the sources that tailwind-merge takes for a utility: said twice it is one. */
const CLASSES = [...new Set(sources().flatMap((text) => text.match(/[^\s"'`{},;]+/g) ?? []))].filter((word) => /^[a-z!*[-]/.test(word) && twMerge(`${word} ${word}`) === word);
const plain = CLASSES.filter((word) => !/:/.test(word));
/** One of each kind, as tailwind-merge sees kinds. */
const kinds = plain.filter((word, index) => !plain.slice(0, index).some((before) => twMerge(`${before} ${word}`) === word && twMerge(`${word} ${before}`) === before));

const differing = (pairs: readonly (readonly [string, string])[]) => pairs.map((pair) => pair.join(' ')).filter((pair) => mergeClasses(pair) !== twMerge(pair));

describe('of classes that say the same thing the last one stays', () => {
  it('as tailwind-merge has it, for each class of the console beside one of every kind', () => {
    expect(kinds.length).toBeGreaterThan(60);
    const pairs = plain.flatMap((word) => kinds.filter((kind) => kind !== word).flatMap((kind) => [[word, kind], [kind, word]] as const));
    expect(differing(pairs)).toEqual([]);
  });

  it('under the same conditions alone', () => {
    const conditional = CLASSES.filter((word) => !plain.includes(word));
    expect(differing(conditional.flatMap((word, index) => [[word, word.replace(/^.*:/, '')], [word, conditional[index - 1] ?? word], [word.replace(/[^:]*$/, 'p-1'), word]] as const))).toEqual([]);
    expect(mergeClasses('hover:focus:p-1 focus:hover:p-2 p-3 p-4! p-5!')).toBe('focus:hover:p-2 p-3 p-5!');
    expect(mergeClasses("[&_svg:not([class*='size-'])]:size-4 size-3")).toBe("[&_svg:not([class*='size-'])]:size-4 size-3");
  });

  it('and what is none of them stays where it is', () => {
    expect(mergeClasses(' panel  p-2 mine p-1 ')).toBe('panel mine p-1');
    expect(mergeClasses('')).toBe('');
  });
});
