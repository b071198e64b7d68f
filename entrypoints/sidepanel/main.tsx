import { render } from 'preact';
import { App } from '../../components/app.tsx';
import { nameDocument, say } from '../../utils/i18n.ts';

nameDocument(document, say('panel_title'));
render(<App follow={true} />, document.getElementById('app')!);
