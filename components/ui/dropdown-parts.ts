import { createContext } from 'react';
import type { DropdownParts } from './dropdown-menu';

/** How the menu that is open was opened: by the keyboard it begins at its first item. */
export type DropdownOpening = 'pointer' | 'keyboard';

/** What stands in an open menu draws itself by these, which came with it. */
export const PartsContext = createContext<DropdownParts | null>(null);
