/** Views of one thing: links, so that each has its own address. */

import { withQuery } from '../router.ts';

export interface Tab {
  id: string;
  title: string;
}

export interface TabsProps {
  label: string;
  tabs: readonly Tab[];
  current: string;
  /** The parameter of the address that holds the choice; the first tab goes without. */
  parameter?: string;
}

export function Tabs({ label, tabs, current, parameter = 'view' }: TabsProps) {
  return (
    <nav class="tabs" aria-label={label}>
      {tabs.map(({ id, title }, place) => (
        <a
          key={id}
          href={withQuery({ [parameter]: place === 0 ? undefined : id })}
          aria-current={id === current ? 'page' : undefined}
        >
          {title}
        </a>
      ))}
    </nav>
  );
}
