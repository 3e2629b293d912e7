import { createTailwindMerge, validators } from 'tailwind-merge';

const { isAny, isArbitraryLength, isArbitraryVariableLength, isInteger } = validators;
const SIDES = ['x', 'y', 't', 'r', 'b', 'l'];
const CORNERS = ['tl', 'tr', 'br', 'bl'];

/** Utilities that are one kind each, known by how they begin. */
const each = (...names: string[]) => Object.fromEntries(names.map((name) => [name, [{ [name]: ['', isAny] }]]));
const sided = (name: string, sides: readonly string[]) => each(name, ...sides.map((side) => `${name}-${side}`));

/**
 * Which of Tailwind's utilities say the same thing: of those that the console uses. The library's own table of all of
 * Tailwind is several times as large as the library, and would be loaded before every page is shown.
 */
const classGroups = {
  display: ['block', 'inline', 'inline-block', 'flex', 'inline-flex', 'grid', 'inline-grid', 'hidden', 'contents', 'table', 'table-cell', 'table-row'],
  position: ['static', 'fixed', 'absolute', 'relative', 'sticky'],
  sr: ['sr-only', 'not-sr-only'],
  visibility: ['visible', 'invisible', 'collapse'],
  'text-size': [{ text: ['xs', 'sm', 'base', 'lg', 'xl', '2xl', '3xl', '4xl', isArbitraryLength, isArbitraryVariableLength] }],
  'text-align': [{ text: ['left', 'center', 'right', 'start', 'end', 'justify'] }],
  'text-wrap': [{ text: ['wrap', 'nowrap', 'balance', 'pretty'] }],
  'text-overflow': ['truncate', { text: ['ellipsis', 'clip'] }],
  'text-color': [{ text: [isAny] }],
  'font-weight': [{ font: ['normal', 'medium', 'semibold', 'bold'] }],
  'font-family': [{ font: [isAny] }],
  'border-style': [{ border: ['solid', 'dashed', 'dotted', 'double', 'none', 'hidden'] }],
  'border-collapse': [{ border: ['collapse', 'separate'] }],
  'border-spacing': [{ 'border-spacing': [isAny] }],
  'border-width': [{ border: ['', isInteger] }],
  'border-color': [{ border: [isAny] }],
  ...Object.fromEntries(SIDES.flatMap((side) => [[`border-width-${side}`, [{ [`border-${side}`]: ['', isInteger] }]], [`border-color-${side}`, [{ [`border-${side}`]: [isAny] }]]])),
  ...sided('rounded', ['t', 'r', 'b', 'l', ...CORNERS]),
  ...sided('overflow', ['x', 'y']),
  ...sided('overscroll', ['x', 'y']),
  ...each(...['p', 'm'].flatMap((name) => [name, ...SIDES.map((side) => name + side)])),
  ...sided('gap', ['x', 'y']),
  ...each('space-x', 'space-y', 'divide-x', 'divide-y', 'size', 'w', 'min-w', 'max-w', 'h', 'min-h', 'max-h', 'top', 'right', 'bottom', 'left', 'z'),
  ...sided('inset', ['x', 'y']),
  'flex-direction': [{ flex: ['row', 'row-reverse', 'col', 'col-reverse'] }],
  'flex-wrap': [{ flex: ['wrap', 'nowrap', 'wrap-reverse'] }],
  'table-layout': [{ table: ['fixed', 'auto'] }],
  'outline-width': [{ outline: ['', isInteger] }],
  'outline-style': [{ outline: ['none', 'hidden', 'dashed', 'dotted'] }],
  'outline-color': [{ outline: [isAny] }],
  'ring-width': [{ ring: ['', isInteger] }],
  'ring-color': [{ ring: [isAny] }],
  decoration: ['underline', 'no-underline', 'line-through'],
  'transform-case': ['uppercase', 'lowercase', 'capitalize', 'normal-case'],
  flex: [{ flex: [isAny] }],
  ...each('outline-offset', 'grid-cols', 'grid-rows', 'col-start', 'col-end', 'row-start', 'row-end', 'col', 'row', 'translate-x', 'translate-y', 'line-clamp', 'pointer-events', 'underline-offset'),
  ...each('place-items', 'place-content', 'place-self', 'justify-items', 'justify-self', 'justify', 'items', 'self', 'content', 'basis', 'grow', 'shrink', 'leading', 'tracking', 'whitespace', 'break'),
  ...each('cursor', 'opacity', 'animate', 'transition', 'duration', 'ease', 'delay', 'select', 'resize', 'touch', 'align', 'object', 'aspect', 'origin', 'rotate', 'fill', 'stroke', 'accent', 'order', 'list'),
  ...each('appearance', 'backdrop-blur', 'shadow', 'bg', 'tabular-nums', ...['scroll-m', 'scroll-p'].flatMap((name) => [name, ...SIDES.map((side) => name + side)])),
};

const sides = (name: string) => ({
  [name]: SIDES.map((side) => name + side),
  [`${name}x`]: [`${name}r`, `${name}l`],
  [`${name}y`]: [`${name}t`, `${name}b`],
});

/** What a wider utility says too. */
const conflictingClassGroups = {
  ...sides('p'),
  ...sides('m'),
  ...sides('border-width-'),
  ...sides('border-color-'),
  'border-width': SIDES.map((side) => `border-width-${side}`),
  'border-color': SIDES.map((side) => `border-color-${side}`),
  gap: ['gap-x', 'gap-y'],
  size: ['w', 'h'],
  inset: ['inset-x', 'inset-y', 'top', 'right', 'bottom', 'left'],
  'inset-x': ['right', 'left'],
  'inset-y': ['top', 'bottom'],
  rounded: ['t', 'r', 'b', 'l', ...CORNERS].map((corner) => `rounded-${corner}`),
  'rounded-t': ['rounded-tl', 'rounded-tr'],
  'rounded-r': ['rounded-tr', 'rounded-br'],
  'rounded-b': ['rounded-bl', 'rounded-br'],
  'rounded-l': ['rounded-tl', 'rounded-bl'],
  overflow: ['overflow-x', 'overflow-y'],
  overscroll: ['overscroll-x', 'overscroll-y'],
  flex: ['basis', 'grow', 'shrink'],
  'text-size': ['leading'],
  'line-clamp': ['display', 'overflow'],
};

/** Of the classes that say the same thing under the same conditions, the last one stays. @returns the others, in their order */
export const mergeClasses = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups,
  conflictingClassGroups,
  conflictingClassGroupModifiers: {},
  orderSensitiveModifiers: ['*', '**', 'after', 'backdrop', 'before', 'details-content', 'file', 'first-letter', 'first-line', 'marker', 'placeholder', 'selection'],
}));
