import { Title } from '@patternfly/react-core';
import type { ReactNode } from 'react';
import { useTitle } from '../hooks/useTitle';

export function AdminHead({ title, children }: { title: string; children?: ReactNode }) {
  useTitle(title);
  return (
    <div className="berth-admin-head">
      <Title headingLevel="h1">{title}</Title>
      {children}
    </div>
  );
}
