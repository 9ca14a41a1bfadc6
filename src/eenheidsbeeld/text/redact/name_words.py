"""Closed word groups that tell whether a capitalised word is a person."""

TITLES = frozenset(
    "dhr mevr mw mej meneer mijnheer mevrouw heer heren dames familie fam drs dr ds ir ing mr prof sir lord lady miss mrs ms mister monsieur madame sheikh sjeik imam pater zuster broeder oma opa tante oom ome weduwe buurvrouw buurman juf meester dominee pastoor prins prinses koning koningin graaf baron jonkheer jhr".split()
)
SURE_TITLES = frozenset("dhr mevr mw mej meneer mijnheer mevrouw heer familie fam drs mr prof ing ir ds mister miss mrs".split())
ROLES = frozenset(
    """burgemeester locoburgemeester loco-burgemeester wethouder oud-burgemeester oud-wethouder raadslid fractievoorzitter fractieleider partijleider lijsttrekker statenlid kamerlid tweede-kamerlid eurocommissaris europarlementariër
    minister staatssecretaris premier minister-president president ex-president vicepresident oud-premier kanselier senator gouverneur commissaris ambassadeur
    officier hoofdofficier rechter advocaat raadsman raadsvrouw procureur onderzoeksrechter advocate hoofdcommissaris politiechef korpschef teamchef inspecteur agent agente wijkagent wijkagente brigadier hoofdagent rechercheur boa jongerenwerker
    voorzitter woordvoerder woordvoerster secretaris penningmeester directeur directrice bestuurder bestuursvoorzitter topman topvrouw ceo eigenaar eigenares ondernemer baas manager
    trainer coach bondscoach assistent-trainer spits doelman keeper verdediger middenvelder aanvoerder speler renner wielrenner schaatser atleet zwemmer tennisser tennisster coureur scheidsrechter ploegleider kampioen wereldkampioen spelverdeler aanvaller
    schrijver schrijfster auteur regisseur acteur actrice zanger zangeres presentator presentatrice dj rapper componist dirigent kunstenaar schilder fotograaf journalist journaliste columnist verslaggever verslaggeefster redacteur hoofdredacteur
    hoogleraar professor docent docente leraar lerares leerling student onderzoeker wetenschapper historicus econoom psycholoog arts huisarts
    bewoner bewoonster buurtbewoner buurtbewoonster inwoner inwoonster omwonende melder meldster getuige slachtoffer verdachte dader aangever aangeefster betrokkene initiatiefnemer organisator organisatrice contactpersoon activist activiste actievoerder demonstrant
    vriend vriendin vader moeder zoon dochter broer broertje zus zusje echtgenoot echtgenote man vrouw partner weduwnaar zwager schoonzus neef nicht collega buurjongen jongen meisje
    boer veehouder winkelier ondernemer kok bakker slager voorganger rabbijn bisschop kardinaal paus aartsbisschop generaal kolonel majoor kapitein luitenant sergeant zakenman miljardair crimineel terrorist rebellenleider oppositieleider vakbondsleider voorman vrouwelijke ex-minister oud-minister vice-premier vicepremier
    resident mayor minister spokesman spokeswoman officer leader chairman""".split()
)
SPEECH = frozenset(
    """zegt zei zeggen vertelt vertelde stelt stelde vindt vond meent meende denkt dacht verklaart verklaarde reageert reageerde legt antwoordt antwoordde laat weet wist hoopt hoopte vreest vreesde benadrukt benadrukte waarschuwt waarschuwde
    noemt noemde erkent erkende ontkent ontkende belooft beloofde besluit lacht glimlacht schrijft schreef roept riep vraagt vroeg gelooft geloofde wil wilde heeft had is was kreeg won verloor scoorde werd speelde tekende kwam ging moet moest kan kon mag zal zou woont
    werkt werkte reed liep stond zit zat gaf deed meldt meldde belt belde appt appte dreigt dreigde gooide sloeg aldus said says""".split()
)
SAYS = frozenset(
    "zegt zei vertelt vertelde meent meende denkt dacht verklaart verklaarde reageert reageerde antwoordt antwoordde hoopt hoopte vreest vreesde benadrukt benadrukte ontkent ontkende belooft beloofde lacht glimlacht schrijft schreef vindt weet wist scoorde gelooft woont belt belde appt appte said says".split()
)
BEFORE_PERSON = frozenset("aldus volgens namens genaamd heet naam heette noemt genoemd bijgenaamd alias voornaam achternaam contactpersoon tav t.a.v auteur door regie foto verslaggever".split())
PREFIXES = frozenset("van de der den ter ten te von da di del della dos la le du el al ben bin abu ait oulad ould 't 's t vd vande vander op in".split())
START_PREFIXES = frozenset("van von de der den ter ten te el al ben bin ait oulad da di del vd du le la".split())
ARTICLES = frozenset("de het een 't deze die dit dat onze ons hun elke elk ieder iedere alle geen".split())
IN_PLACE = frozenset("in te uit naar nabij omgeving gemeente provincie regio vanuit".split())
ORGANISATION = frozenset(
    """stichting vereniging partij groep bedrijf firma school college universiteit hogeschool ziekenhuis kliniek bank museum theater hotel restaurant café cafe club fc sc sv vv bv nv bvba vzw inc ltd corp group holding
    league cup open tour grand prix festival award awards bond unie federatie raad commissie ministerie departement instituut centrum center centre foundation agency university times post herald tribune news radio tv television
    records music film films pictures studio studios band orchestra orkest united city rangers stadium stadion arena park street avenue road square lane plaza airport air airlines bridge tower hall house palace castle church cathedral
    kerk kathedraal moskee synagoge kapel klooster abdij paleis kasteel huis hof brug toren plein straat laan weg rivier meer zee eiland eilanden berg vallei bos
    act wet verdrag akkoord pact plan programma project actie beweging front leger army navy force forces guard police politie rebellion rebels party movement alliance council committee union international national world europe euro european
    prijs trofee beker kampioenschap spelen olympics rally race liga divisie competitie serie journaal krant dagblad weekblad magazine blad zeitung allgemeine code zaak affaire boeing airbus windows
    lives matter day week dag nacht""".split()
)
NATIONS = frozenset(
    """nederlander nederlanders nederlands nederlandse belg belgen belgisch belgische duitser duitsers duits duitse fransman fransen frans franse engelsman engelsen engels engelse brit britten brits britse amerikaan amerikanen amerikaans amerikaanse
    rus russen russisch russische pool polen pools poolse turk turken turks turkse marokkaan marokkanen marokkaans marokkaanse spanjaard spanjaarden spaans spaanse italiaan italianen italiaans italiaanse portugees portugezen portugese griek grieken grieks griekse
    syriër syriërs syrisch syrische irakees irakezen iraakse iraniër iraniërs iraans iraanse afghaan afghanen afghaanse palestijn palestijnen palestijns palestijnse israëliër israëliërs israëlisch israëlische israëli israëli's koerd koerden koerdisch koerdische oekraïner oekraïners oekraïens oekraïense
    surinamer surinamers surinaams surinaamse antilliaan antillianen antilliaans antilliaanse molukker molukkers moluks molukse somaliër somaliërs somalische eritreeër eritreeërs eritrese chinees chinezen chinese japanner japanners japans japanse indonesiër indonesiërs indonesisch indonesische
    zweed zweden zweeds zweedse noor noren noors noorse deen denen deens deense fin finnen fins finse oostenrijker oostenrijkers oostenrijks oostenrijkse zwitser zwitsers zwitserse hongaar hongaren hongaars hongaarse tsjech tsjechen tsjechisch tsjechische roemeen roemenen roemeens roemeense bulgaar bulgaren bulgaars bulgaarse
    serviër serviërs servisch servische kroaat kroaten kroatisch kroatische bosniër bosniërs bosnisch bosnische albanees albanezen albanese kosovaar kosovaren kosovaarse braziliaan brazilianen braziliaans braziliaanse argentijn argentijnen argentijns argentijnse mexicaan mexicanen mexicaanse
    vlaming vlamingen vlaams vlaamse waal walen waals waalse fries friezen friese brabander brabanders brabants brabantse limburger limburgers limburgs limburgse amsterdammer amsterdammers amsterdams amsterdamse rotterdammer rotterdammers rotterdams rotterdamse hagenaar hagenezen haags haagse utrechter utrechters utrechts utrechtse
    zeeuw zeeuwen zeeuws zeeuwse groninger groningers gronings groningse drent drenten drents drentse twents twentse gelders gelderse europeaan europeanen europees europese afrikaan afrikanen afrikaans afrikaanse aziaat aziaten aziatisch aziatische arabier arabieren arabisch arabische
    jood joden joods joodse moslim moslims islamitisch islamitische christen christenen katholiek katholieken katholieke protestant protestanten hindoe hindoes boeddhist boeddhisten schot schotten schots schotse ier ieren iers ierse australiër australiërs australisch australische canadees canadezen canadese
    brusselaar brusselaars brusselse antwerpenaar antwerpenaren antwerpse gentenaar gentenaars gentse parijzenaar parijse londense berlijnse roma sinti indiaas indiase pakistaan pakistani pakistaanse egyptenaar egyptenaren egyptische zuid-afrikaan zuid-afrikaanse keniaan kenianen keniaanse jordaanse libanees libanezen libanese saoedi saoedi's saoedische jemenitische libische tunesische algerijn algerijnen algerijnse nigeriaan nigerianen nigeriaanse""".split()
)
NOT_PERSONS = frozenset(
    """god allah jezus christus boeddha jahweh mozes sinterklaas sint kerstman piet pieten maria bijbel koran tora facebook twitter google apple microsoft amazon philips shell unilever heineken albert heijn jumbo lidl aldi hema blokker kruidvat etos gamma praxis ikea mediamarkt bol zara primark action
    ajax feyenoord psv vitesse heracles sparta excelsior willem nac az twente heerenveen anderlecht standard lokeren lierse beveren barcelona juventus liverpool arsenal chelsea everton valencia porto benfica real inter milan
    telegram whatsapp instagram tiktok snapchat youtube discord signal telegraaf volkskrant trouw nrc parool nos rtl anp belga reuters bbc cnn nasa navo nato navo's vn eu who wto ovse unesco unicef
    vvd pvda cda d66 pvv sp groenlinks bbb nsc denk christenunie sgp volt bij1 ja21 fvd forum democratie groenlinks-pvda cd&v spa vld n-va sp.a agalev vu-id volksunie
    extinction rebellion pegida farmers defence force greenpeace amnesty samen voor nederland viruswaarheid vredesvakbond kick out zwarte
    mercedes bmw audi volkswagen ford opel renault peugeot toyota ferrari honda yamaha kawasaki suzuki mclaren williams benetton jordan sauber porsche volvo fiat seat skoda tesla kia nissan mitsubishi lotus
    mapei rabobank ing abn amro dexia fortis kbc lotto telekom domo farm frites mercatone lampre festina cofidis euskaltel once banesto kelme
    internet wifi corona covid kerst kerstmis pasen ramadan suikerfeest offerfeest koningsdag carnaval halloween olympische wimbledon champions eredivisie roland garros
    windows linux wikipedia netflix spotify uber airbnb deliveroo thuisbezorgd marktplaats
    mavo havo vwo vmbo mbo hbo azc coa ind avim ggd ggz rivm knmi ns gvb ret htm prorail tennet enexis liander politie brandweer marechaussee gemeente provincie rijkswaterstaat raad staat kamer senaat kabinet om ovj ovd hovj boa bureau halt veilig thuis
    wilhelmus oranje leeuwen duivels rode kruis halve maan olympia lada nazi nazi's hamas hezbollah isis taliban kkk mossad fbi cia aivd mivd nctv interpol europol eurojust mafia
    anne-frank nobel oscar grammy emmy guinness""".split()
)
NEVER_SURNAME = frozenset(
    """ik jij je hij zij ze we wij jullie u men er het de een dit dat die deze en of maar want dus in op aan bij met van voor naar uit over onder tot te niet geen wel ook nog al
    die wie wat waar wanneer hoe is was heeft had kan wil zal zou moet mag ging kwam deed zei zegt gaf nam stond zat ligt woont werkt belt belde om na omdat toen als daar hier werd wordt worden waren zijn hebben had gaat komt komen hem haar hun ons mij
    """.split()
)
