import { auth, requiresAuth, type ConfigParams } from 'express-openid-connect';
import { openSite, type Registration, type SupplierSite } from './site.ts';

export interface ExpressOpenidConnectSettings extends Registration {
  readonly configuration?: ConfigParams;
}

export function openExpressOpenidConnectSite(settings: ExpressOpenidConnectSettings): Promise<SupplierSite> {
  const { issuer, clientId, clientSecret, configuration = {} } = settings;
  return openSite({
    host: '127.0.0.25',
    install: (app, { origin }) => {
      const required = {
        issuerBaseURL: issuer,
        baseURL: origin,
        clientID: clientId,
        clientSecret,
        secret: 'a secret for the cookies of this site',
        authRequired: false,
      };
      app.use(auth({ ...required, ...configuration }));
      app.get('/', requiresAuth(), async (request, response) => {
        response.json(await request.oidc.fetchUserInfo());
      });
    },
  });
}
