import '@patternfly/react-core/dist/styles/base.css';
import './styles/berth.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { loadMissingStyles, reloadOnMissingParts } from './missingParts';
import { startTheme } from './theme';

startTheme();
reloadOnMissingParts();
loadMissingStyles();
createRoot(document.getElementById('root')!).render(<App />);
