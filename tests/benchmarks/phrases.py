"""phrases: Polish sentences with gaps, from which made-up records are put together."""

# What fills the gaps. Every list keeps one grammatical case, named in the comment.
GAPS: dict[str, tuple[str, ...]] = {
    # nominative plural
    "strona": (
        "organizacje pozarządowe", "stowarzyszenia sportowe", "koła gospodyń wiejskich", "kluby seniora",
        "ochotnicze straże pożarne", "spółdzielnie socjalne", "fundacje", "rady rodziców",
        "lokalne grupy działania", "uniwersytety trzeciego wieku", "grupy nieformalne", "młodzieżowe rady",
        "sołectwa", "rady osiedli",
    ),
    # instrumental plural
    "kim": (
        "organizacjami pozarządowymi", "sąsiednimi gminami", "radami sołeckimi", "mieszkańcami osiedli",
        "przedsiębiorcami", "szkołami ponadpodstawowymi", "ośrodkami pomocy społecznej", "klubami sportowymi",
        "parafiami", "uczelniami", "bibliotekami", "spółdzielniami mieszkaniowymi", "opiekunami rodzinnymi",
    ),
    # genitive plural
    "kogo": (
        "seniorów", "osób z niepełnosprawnościami", "rodzin wielodzietnych", "młodzieży", "osób bezrobotnych",
        "uchodźców", "opiekunów", "przedszkolaków", "rolników", "wolontariuszy", "rowerzystów", "pasażerów",
        "osób w kryzysie bezdomności", "uczniów szkół specjalnych", "mieszkańców wsi", "działkowców",
    ),
    # accusative singular
    "co": (
        "fundusz małych grantów", "radę działalności pożytku publicznego", "centrum organizacji pozarządowych",
        "wspólną linię autobusową", "dzienny dom pobytu", "świetlicę środowiskową",
        "punkt selektywnej zbiórki odpadów", "ogród społeczny", "bank żywności", "mobilną bibliotekę",
        "wypożyczalnię sprzętu rehabilitacyjnego", "budżet obywatelski", "program współpracy", "klaster energii",
        "spółdzielnię energetyczną", "inkubator inicjatyw", "kartę mieszkańca", "elektroniczny system zgłoszeń",
        "wspólną grupę zakupową", "szkolny budżet uczniowski", "mieszkania wspomagane", "teleopiekę",
        "retencję wód opadowych", "dom kultury", "zielone przystanki",
    ),
    # genitive singular
    "czego": (
        "programu współpracy", "uchwały rady gminy", "porozumienia międzygminnego", "strategii rozwoju",
        "lokalnego programu rewitalizacji", "statutu związku", "regulaminu konkursu", "planu mobilności",
        "gminnego programu wspierania rodziny", "diagnozy potrzeb", "umowy partnerskiej",
        "planu gospodarki niskoemisyjnej",
    ),
    # locative singular
    "gdzie": (
        "w urzędzie", "w bibliotece publicznej", "w remizie", "w dawnej szkole", "na rynku", "w domu kultury",
        "w świetlicy wiejskiej", "na dworcu", "w parku", "w ośrodku pomocy społecznej", "w internecie",
        "nad zalewem",
    ),
    # nominative singular
    "urzad": (
        "burmistrz", "wójt", "starosta", "prezydent miasta", "rada gminy", "zarząd związku",
        "pełnomocnik do spraw organizacji", "sekretarz gminy", "wydział spraw społecznych", "biuro partycypacji",
        "komisja konkursowa", "zespół doradczy",
    ),
    # accusative plural
    "skutki": (
        "krótsze kolejki", "niższe rachunki za ogrzewanie", "częstsze kursy", "nowe miejsca pracy", "mniej odpadów",
        "większą frekwencję", "lepsze warunki lokalowe", "więcej wspólnych projektów", "niższe koszty zakupów",
        "szybszą pomoc", "bezpieczniejsze przejścia", "bogatszą ofertę zajęć",
    ),
}  # fmt: skip

TITLES = (
    "Jak {urzad} i {strona} tworzą {co}",
    "Uruchamiamy {co} razem z {kim}",
    "Razem dla {kogo}: jak zbudować {co}",
    "Od {czego} do działania: jak uruchomić {co}",
    "Tworzymy {co} z myślą o potrzebach {kogo}",
)

SUMMARIES = (
    "W {rok} roku {urzad} i radni zaproponowali, by wspólnie z {kim} uruchomić {co}.",
    "Praktyka powstała z potrzeb {kogo}, których w gminie jest około {liczba}.",
    "Podstawą działania jest zapis {czego}, przyjęty po konsultacjach z {kim}.",
    "Spotkania odbywają się {gdzie}, a protokoły są dostępne dla wszystkich.",
    "Dzięki współpracy udało się uzyskać {skutki} i {skutki2}.",
    "Co roku korzysta z tego {liczba} osób, w większości spośród {kogo}.",
    "Koszt w pierwszym roku wyniósł {kwota} zł, z czego jedną trzecią wnieśli partnerzy.",
    "Rozwiązanie przejęły już {liczba2} sąsiednie samorządy.",
)

SECTIONS: dict[str, tuple[str, ...]] = {
    "Opis sytuacji przed wdrożeniem": (
        "Przed rokiem {rok} {strona} działały osobno, a urząd nie miał z nimi stałego kontaktu.",
        "Badanie ankietowe przeprowadzone {gdzie} pokazało, że {liczba} osób spośród {kogo} nie znało oferty gminy.",
        "Brakowało {czego} i wskazania, kto za co odpowiada.",
        "Lokale należące do gminy stały puste przez {liczba2} lat, choć {strona} szukały siedziby.",
        "Największą przeszkodą był brak zaufania między urzędem a {kim}.",
        "Wcześniejsze próby kończyły się na pierwszym spotkaniu, bo nikt nie zapewnił {skutki}.",
        "W sąsiedztwie podobne problemy rozwiązywano przez {co}, co stało się wzorem.",
    ),
    "Cele": (
        "Postanowiono uruchomić {co} z myślą o potrzebach {kogo} bez względu na miejsce zamieszkania.",
        "Chciano osiągnąć {skutki}, a w dalszej kolejności {skutki2}.",
        "Zakładano, że w ciągu {liczba2} lat {strona} przejmą prowadzenie zajęć {gdzie}.",
        "Ważne było też włączenie {kogo} w przygotowanie {czego}.",
    ),
    "Przebieg wdrożenia": (
        "Najpierw urząd powołał zespół, w którym zasiadły {strona} i przedstawiciele rady.",
        "Zespół przygotował projekt {czego} i przedstawił go {gdzie} w marcu {rok} roku.",
        "Podczas {liczba2} spotkań z {kim} zebrano {liczba} uwag, z których większość uwzględniono.",
        "Następnie ogłoszono otwarty konkurs ofert; wpłynęło {liczba2} wniosków na łączną kwotę {kwota} zł.",
        "Szkolenia dla {kogo} prowadzili społecznie eksperci, a materiały udostępniono {gdzie}.",
        "Po roku pilotażu poprawiono regulamin i rozszerzono {co} na cały powiat.",
        "Umowę podpisano na {liczba2} lata z możliwością przedłużenia.",
        "Za bieżące prowadzenie odpowiada {urzad}; raz na kwartał odbywają się spotkania z {kim}.",
    ),
    "Partnerzy i finansowanie": (
        "Porozumienie zawarły {strona} oraz {liczba2} gminy powiatu.",
        "Wkład własny gminy to {kwota} zł rocznie; resztę pokryły środki europejskie i darowizny.",
        "Urząd udostępnił bezpłatnie pomieszczenia, a prace remontowe wykonali wolontariusze.",
        "Rozliczenie oparto na zasadach {czego}, jednakowych dla wszystkich partnerów.",
        "Część kosztów zwróciła się dzięki temu, że uzyskano {skutki}.",
    ),
    "Rezultaty": (
        "Do końca {rok} roku z praktyki skorzystało {liczba} osób.",
        "Liczba wspólnych przedsięwzięć z {kim} wzrosła z {liczba2} do {liczba}.",
        "Mieszkańcy najczęściej wskazują {skutki} oraz {skutki2}.",
        "W ankiecie {liczba} osób wystawiło ocenę dobrą albo bardzo dobrą.",
        "Uruchomiono {co}, o co od lat zabiegały {strona}.",
        "Praktyka otrzymała wyróżnienie w konkursie ogólnopolskim.",
    ),
    "Wnioski dla innych": (
        "Warto zacząć od małej skali i od tych {kogo}, którzy są już zorganizowani.",
        "Bez {czego} współpraca zależy od pojedynczych osób i łatwo wygasa.",
        "Regularne spotkania {gdzie} są ważniejsze niż wysokość dotacji.",
        "Najtrudniejsze okazało się pogodzenie oczekiwań, które miały {strona}, z terminami urzędu.",
        "Koszty zwracają się po {liczba2} latach, o ile {urzad} pilnuje rozliczeń.",
    ),
}
