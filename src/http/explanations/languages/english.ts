import type { ExplanationMessages } from './messages.ts';

export const english: ExplanationMessages = {
  forMakers: (error) =>
    `This explanation is for people who build learning material, and got the error ${error} from Sluis.`,
  topics: {
    access_denied: {
      title: 'Signing in did not work',
      what: 'Somebody stopped signing in, or cannot use this learning material now. The page that they saw says why they cannot. We do not tell makers.',
      action:
        'Say kindly that signing in did not work, and let people try again. Do you think that it is so for the whole school? Ask the school or its board.',
    },
    login_required: {
      title: 'Somebody has to sign in at the school first',
      what: 'You asked for an answer without questions (prompt=none), for somebody whom you know already (id_token_hint), or for a new sign-in. No school account fits that now. We do not tell which of the three it is.',
      action: 'Send the browser to us once more, without prompt=none and without id_token_hint.',
    },
    invalid_request: {
      title: 'The request is not right',
      what: 'Something is missing in the request, or something is in it that we do not take. error_description says what it is.',
      action: 'Correct the request. Are you stuck? Ask the people who run Sluis.',
    },
    invalid_scope: {
      title: 'The scope is not right',
      what: 'The scope openid is missing, there are no spaces between the scopes, or this token is not good for this.',
      action: 'Put openid into scope, and spaces between the scopes.',
    },
    invalid_redirect_uri: {
      title: 'The address to go back to is not registered',
      what: 'The redirect_uri is not, letter by letter, an address that is registered for this learning material.',
      action:
        'Send an address that is registered, or ask the people who run Sluis to add this one. Mention the error code (error_id): with it they find both addresses.',
    },
    invalid_client: {
      title: 'We are not sure which learning material this is',
      what: 'The client_id is not known, the secret or the signature is wrong, or you use another method than the registered one.',
      action:
        'Look at client_id, the secret or the key, and the method (authentication) that is registered. Are you stuck? Mention the error code (error_id) to the people who run Sluis: they see what it was.',
    },
    invalid_grant: {
      title: 'You cannot use this code',
      what: 'The code has expired or was used already, belongs to another request, or nothing may be passed on any more.',
      action:
        'Have the person sign in again. Does it happen each time? See whether redirect_uri is the one of the request, whether code_verifier belongs to it, and whether you use each code once. Otherwise the people who run Sluis find by the error code (error_id) what it was.',
    },
    invalid_token: {
      title: 'You cannot use this token',
      what: 'The token has expired or was revoked, the person has signed out, or nothing may be passed on any more.',
      action: 'Have the person sign in again.',
    },
    temporarily_unavailable: {
      title: 'Sluis is not working at the moment',
      what: 'A part of Sluis cannot be reached, or too much came at once from one address.',
      action: 'Wait as long as Retry-After says, and then try again.',
    },
    server_error: {
      title: 'Something went wrong at Sluis',
      what: 'Something went wrong, or Sluis held the answer back to be on the safe side. The people who run Sluis can see what happened.',
      action: 'Try again. Does it fail again? Mention the error code (error_id) to the people who run Sluis.',
    },
  },
};
