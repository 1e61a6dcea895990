import type { ExplanationMessages } from './messages.ts';

export const dutch: ExplanationMessages = {
  forMakers: (error) => `Deze uitleg is voor wie lesmateriaal bouwt, en van Sluis de fout ${error} kreeg.`,
  topics: {
    access_denied: {
      title: 'Inloggen is niet gelukt',
      what: 'Iemand is gestopt met inloggen, of kan dit lesmateriaal nu niet gebruiken. Waarom dat niet kan, staat op de pagina die diegene zag. Aan makers vertellen we het niet.',
      action:
        'Zeg vriendelijk dat inloggen niet is gelukt, en laat mensen het nog eens proberen. Denk je dat het voor de hele school zo is? Vraag het aan de school of aan het bestuur.',
    },
    login_required: {
      title: 'Er moet eerst worden ingelogd bij de school',
      what: 'Je vroeg om een antwoord zonder vragen (prompt=none), om iemand die je al kent (id_token_hint) of om opnieuw inloggen. Daar past nu geen schoolaccount bij. Wat van de drie het is, vertellen we niet.',
      action: 'Stuur de browser nog eens naar ons, zonder prompt=none en zonder id_token_hint.',
    },
    invalid_request: {
      title: 'Het verzoek klopt niet',
      what: 'Er ontbreekt iets in het verzoek, of er staat iets in dat we niet aannemen. In error_description staat wat het is.',
      action: 'Verbeter het verzoek. Kom je er niet uit? Vraag het aan de beheerders van Sluis.',
    },
    invalid_scope: {
      title: 'De scope klopt niet',
      what: 'De scope openid ontbreekt, er staan geen spaties tussen de scopes, of met dit token mag je hier niet komen.',
      action: 'Zet openid in scope, en spaties tussen de scopes.',
    },
    invalid_redirect_uri: {
      title: 'Het adres om naar terug te gaan is niet geregistreerd',
      what: 'De redirect_uri is niet letter voor letter een adres dat bij dit lesmateriaal is geregistreerd.',
      action:
        'Stuur een adres dat is geregistreerd, of vraag de beheerders van Sluis om dit adres erbij te zetten. Geef de foutcode (error_id) door: daarmee vinden ze beide adressen.',
    },
    invalid_client: {
      title: 'We weten niet zeker welk lesmateriaal dit is',
      what: 'De client_id is onbekend, het geheim of de handtekening klopt niet, of je gebruikt een andere manier dan is geregistreerd.',
      action:
        'Kijk naar client_id, het geheim of de sleutel, en de manier (authentication) die is geregistreerd. Kom je er niet uit? Geef de foutcode (error_id) door aan de beheerders van Sluis: zij zien wat het was.',
    },
    invalid_grant: {
      title: 'Deze code kun je niet gebruiken',
      what: 'De code is verlopen of al gebruikt, hoort bij een ander verzoek, of er mag sinds kort niets meer worden doorgegeven.',
      action:
        'Laat opnieuw inloggen. Gebeurt het steeds? Kijk of redirect_uri dezelfde is als in het verzoek, of code_verifier erbij hoort, en of je elke code één keer gebruikt. Anders vinden de beheerders van Sluis met de foutcode (error_id) wat het was.',
    },
    invalid_token: {
      title: 'Dit token kun je niet gebruiken',
      what: 'Het token is verlopen of ingetrokken, er is uitgelogd, of er mag sinds kort niets meer worden doorgegeven.',
      action: 'Laat opnieuw inloggen.',
    },
    temporarily_unavailable: {
      title: 'Sluis doet het even niet',
      what: 'Een deel van Sluis is niet bereikbaar, of er kwam te veel tegelijk van één adres.',
      action: 'Wacht zo lang als in Retry-After staat, en probeer het dan opnieuw.',
    },
    server_error: {
      title: 'Er ging iets mis bij Sluis',
      what: 'Er ging iets mis, of Sluis hield het antwoord voor de zekerheid tegen. De beheerders van Sluis kunnen zien wat er gebeurde.',
      action:
        'Probeer het opnieuw. Lukt het weer niet? Geef de foutcode (error_id) door aan de beheerders van Sluis.',
    },
  },
};
