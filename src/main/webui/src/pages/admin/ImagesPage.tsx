import { Button, EmptyState, EmptyStateBody } from '@patternfly/react-core';
import { AdminHead } from '../../admin/AdminHead';
import { Loading } from '../../components/Loading';
import { ProblemAlert } from '../../components/ProblemAlert';
import { useOptional } from '../../hooks/useOptional';
import { ImageMatrix } from '../../images/ImageMatrix';
import { matrixOf } from '../../images/model';
import type { Images } from '../../nodes/types';
import { navigate } from '../../router';

export function ImagesPage() {
  const { data, problem, absent, refresh } = useOptional<Images>('/admin/images', 3000);
  const matrix = data && matrixOf(data);
  return (
    <>
      {(!matrix || matrix.images.length === 0 || matrix.nodes.length === 0) && <AdminHead title="Images" />}
      <ProblemAlert problem={problem} />
      {absent && <EmptyState headingLevel="h2" titleText="This server does not tell which images are where" variant="sm" />}
      {!matrix && !problem && !absent && <Loading what="Loading images" />}
      {matrix?.images.length === 0 && (
        <EmptyState headingLevel="h2" titleText="No workspace has an image yet" variant="sm">
          <EmptyStateBody><Button variant="link" onClick={() => navigate('/admin/workspaces/new')}>Create a workspace</Button></EmptyStateBody>
        </EmptyState>
      )}
      {matrix && matrix.images.length > 0 && matrix.nodes.length === 0 && <EmptyState headingLevel="h2" titleText="There is no agent to hold images" variant="sm" />}
      {matrix && matrix.images.length > 0 && matrix.nodes.length > 0 && <ImageMatrix matrix={matrix} refresh={refresh} />}
    </>
  );
}
