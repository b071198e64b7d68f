import { render } from 'preact';
import { App } from '../../components/app.tsx';
import { firstLook } from '../../components/tab.ts';
import { nameDocument } from '../../utils/i18n.ts';

nameDocument(document, 'Vantage');
void firstLook().then((first) => render(<App follow={false} first={first} />, document.getElementById('app')!));
