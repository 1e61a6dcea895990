import { startGallery } from './gallery-server.ts';

const { origin } = await startGallery();
process.stdout.write(`Every page in every state: ${origin}/\nCtrl-C ends it.\n`);
