import { render } from 'preact';
import { App } from '../../components/app.tsx';
import { nameDocument } from '../../utils/i18n.ts';

nameDocument(document, 'Vantage');
render(<App follow={false} />, document.getElementById('app')!);
