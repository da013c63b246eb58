import type { FormErrors, WorkspaceForm } from './form';

/** What every section of the workspace form gets. */
export interface SectionProps {
  form: WorkspaceForm;
  errors: FormErrors;
  change: (change: Partial<WorkspaceForm>) => void;
}
