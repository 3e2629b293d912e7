/**
 * Which of Tailwind's utilities say the same thing: a name of what they say, and by what they are known. The first that
 * matches counts, so what is narrower stands before what is wider. A unit test holds every class of the console against
 * tailwind-merge, whose table of all of Tailwind is several times as large as this whole file.
 */
const GROUPS: readonly (readonly [name: string, utilities: RegExp])[] = [
  ['display', /^(?:block|inline|inline-block|flex|inline-flex|grid|inline-grid|hidden|contents|table|table-cell|table-row)$/],
  ['position', /^(?:static|fixed|absolute|relative|sticky)$/],
  ['sr', /^(?:not-)?sr-only$/],
  ['visibility', /^(?:visible|invisible|collapse)$/],
  ['truncate', /^(?:truncate|text-ellipsis|text-clip)$/],
  ['text-size', /^text-(?:xs|sm|base|lg|xl|\dxl|\[[\d.]+(?:px|rem|em)\])$/],
  ['text-align', /^text-(?:left|center|right|start|end|justify)$/],
  ['text-wrap', /^text-(?:wrap|nowrap|balance|pretty)$/],
  ['text-color', /^text-/],
  ['font-weight', /^font-(?:normal|medium|semibold|bold)$/],
  ['font-family', /^font-/],
  ['border-style', /^border-(?:solid|dashed|dotted|double|none|hidden)$/],
  ['border-collapse', /^border-(?:collapse|separate)$/],
  ['border-spacing', /^border-spacing-/],
  ['border-$', /^border(?:-([xytrbl]))?(?:-\d+)?$/],
  ['border-color-$', /^border(?:-([xytrbl]))?-/],
  ['rounded-$', /^rounded(?:-(tl|tr|bl|br|[trbl]))?(?:-|$)/],
  ['overflow-$', /^overflow-(?:([xy])-)?/],
  ['overscroll-$', /^overscroll-(?:([xy])-)?/],
  ['$', /^(p[xytrbl]?|m[xytrbl]?|gap(?:-[xy])?|space-[xy]|size|min-w|max-w|min-h|max-h|w|h|inset(?:-[xy])?|top|right|bottom|left|z)-/],
  ['flex-direction', /^flex-(?:row|col)(?:-reverse)?$/],
  ['flex-wrap', /^flex-(?:wrap|nowrap|wrap-reverse)$/],
  ['$', /^(divide-[xy])(?:-|$)/],
  ['table-layout', /^table-(?:fixed|auto)$/],
  ['outline-width', /^outline(?:-\d)?$/],
  ['outline-style', /^outline-(?:none|hidden|dashed|dotted)$/],
  ['$', /^(outline-offset|grid-cols|grid-rows|col-start|col-end|row-start|row-end|col|row|translate-[xy]|line-clamp|pointer-events|underline-offset|place-items|place-content|place-self|justify-items|justify-self|justify|items|self|content|flex|basis|leading|tracking|whitespace|cursor|opacity|animate|transition|duration|ease|delay|select|resize|touch|align|object|aspect|origin|rotate|fill|stroke|accent|order|list|appearance|backdrop-blur|scroll-m[xytrbl]?|scroll-p[xytrbl]?)(?:-|$)/],
  ['grow', /^grow/],
  ['shrink', /^shrink/],
  ['break', /^break-/],
  ['decoration', /^(?:underline|no-underline|line-through)$/],
  ['transform-case', /^(?:uppercase|lowercase|capitalize|normal-case)$/],
  ['ring-width', /^ring(?:-\d)?$/],
  ['ring-color', /^ring-/],
  ['shadow', /^shadow(?:-|$)/],
  ['bg-color', /^bg-/],
  ['outline-color', /^outline-/],
  ['numerals', /^tabular-nums$/],
];

/** What a wider utility says too. */
const ALSO: Readonly<Record<string, readonly string[]>> = {
  p: ['px', 'py', 'pt', 'pr', 'pb', 'pl'],
  px: ['pr', 'pl'],
  py: ['pt', 'pb'],
  m: ['mx', 'my', 'mt', 'mr', 'mb', 'ml'],
  mx: ['mr', 'ml'],
  my: ['mt', 'mb'],
  gap: ['gap-x', 'gap-y'],
  size: ['w', 'h'],
  inset: ['inset-x', 'inset-y', 'top', 'right', 'bottom', 'left'],
  'inset-x': ['right', 'left'],
  'inset-y': ['top', 'bottom'],
  'border-': ['border-x', 'border-y', 'border-t', 'border-r', 'border-b', 'border-l'],
  'border-x': ['border-r', 'border-l'],
  'border-y': ['border-t', 'border-b'],
  'border-color-': ['border-color-x', 'border-color-y', 'border-color-t', 'border-color-r', 'border-color-b', 'border-color-l'],
  'border-color-x': ['border-color-r', 'border-color-l'],
  'border-color-y': ['border-color-t', 'border-color-b'],
  'rounded-': ['rounded-t', 'rounded-r', 'rounded-b', 'rounded-l', 'rounded-tl', 'rounded-tr', 'rounded-bl', 'rounded-br'],
  'rounded-t': ['rounded-tl', 'rounded-tr'],
  'rounded-r': ['rounded-tr', 'rounded-br'],
  'rounded-b': ['rounded-bl', 'rounded-br'],
  'rounded-l': ['rounded-tl', 'rounded-bl'],
  'overflow-': ['overflow-x', 'overflow-y'],
  'overscroll-': ['overscroll-x', 'overscroll-y'],
  flex: ['basis', 'grow', 'shrink'],
  'text-size': ['leading'],
  'line-clamp': ['display', 'overflow-'],
};

/** Of the classes that say the same thing under the same conditions, the last one stays. @returns the others, in their order */
export function mergeClasses(classes: string): string {
  const said = new Set<string>();
  const kept: string[] = [];
  for (const one of classes.trim().split(/\s+/).reverse()) {
    const { condition, group } = partsOf(one);
    if (group === null) {
      kept.push(one);
      continue;
    }
    if (said.has(condition + group)) continue;
    for (const name of [group, ...(ALSO[group] ?? [])]) said.add(condition + name);
    kept.push(one);
  }
  return kept.reverse().join(' ');
}

/** The conditions of a class (`hover:`, `max-sm:`, important), in an order of their own, and what it says; null for what is none of Tailwind's. */
function partsOf(one: string): { condition: string; group: string | null } {
  const at = conditionsEnd(one);
  const utility = one.slice(at);
  const important = utility.startsWith('!') || utility.endsWith('!');
  const condition = one.slice(0, at).split(':').sort().join(':') + (important ? '!' : '');
  return { condition, group: groupOf(utility.replace(/^!?-?|!$/g, '')) };
}

/** Where the utility begins: after the last colon that is in no brackets. */
function conditionsEnd(one: string): number {
  let depth = 0;
  let end = 0;
  for (let index = 0; index < one.length; index += 1) {
    const sign = one[index];
    if (sign === '[' || sign === '(') depth += 1;
    else if (sign === ']' || sign === ')') depth -= 1;
    else if (sign === ':' && depth === 0) end = index + 1;
  }
  return end;
}

function groupOf(utility: string): string | null {
  for (const [name, utilities] of GROUPS) {
    const found = utilities.exec(utility);
    if (found) return name.replace('$', found[1] ?? '');
  }
  return null;
}
