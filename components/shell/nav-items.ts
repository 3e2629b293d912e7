import { Activity, Boxes, Database, FileStack, LayoutDashboard, ScrollText, Settings, type LucideIcon } from 'lucide-react';
import type { SHORTCUTS } from '@/components/palette/shortcuts';

type NavKey = 'overview' | 'tenants' | 'servers' | 'migrations' | 'runs' | 'audit' | 'settings';
/** The pages of the console, as the sidebar and the palette list them; `shortcut` is its keys, one after the other. */
export const NAV_ITEMS: { key: NavKey; href: string; icon: LucideIcon; permission?: string; shortcut?: (typeof SHORTCUTS)[number] }[] = [
  { key: 'overview', shortcut: 'g o', href: '/', icon: LayoutDashboard },
  { key: 'tenants', shortcut: 'g t', href: '/tenants', icon: Boxes, permission: 'tenants:read' },
  { key: 'servers', shortcut: 'g s', href: '/servers', icon: Database, permission: 'servers:read' },
  { key: 'migrations', shortcut: 'g m', href: '/migrations', icon: FileStack, permission: 'migrations:read' },
  { key: 'runs', shortcut: 'g r', href: '/runs', icon: Activity, permission: 'runs:read' },
  { key: 'audit', shortcut: 'g a', href: '/audit', icon: ScrollText, permission: 'audit:read' },
  { key: 'settings', href: '/settings', icon: Settings },
];
