"""What would be broken: a sentence that ends after "Mr.", a title that is spelled, an address read sign by sign."""

from __future__ import annotations

import pytest

from voices.spoken_text import speak


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("Mr. Bennet and Mrs. Bennet", "Mister Bennet and Mrs Bennet"),
        ("Mr. and Mrs. Dursley", "Mister and Mrs Dursley"),
        ("Mr Bennet", "Mister Bennet"),
        ("MR. BENNET", "Mister Bennet"),
        ("a bank on Elm Dr. His blood pressure rose", "a bank on Elm Drive. His blood pressure rose"),
        ("lived in Baker St. The house", "lived in Baker Street. The house"),
        ("He called on Elm and Dr. Brown", "He called on Elm and Doctor Brown"),
        ("On Monday Dr. No came", "On Monday Doctor No came"),
        ("3rd-4th c. BC", "third to fourth century BC"),
        ("of the 12th–13th c. The", "of the twelfth to thirteenth century. The"),
        ("the 2nd Btn. and the 3rd Regt", "the second Battalion and the third Regiment"),
        ("x² + y² = z²", "x squared plus y squared equals z squared"),
        ("Mr.Smith", "Mister Smith"),
        ("Dr. A. B. Carter's car", "Doctor A.B Carter's car"),
        ("St. James", "Saint James"),
        ("221B Baker St. is near", "two two one B Baker Street is near"),
        ("Prof. Smith, Capt. Hook", "Professor Smith, Captain Hook"),
        ("Lt. Uhura and Sgt. Pepper", "Lieutenant Uhura and Sergeant Pepper"),
        ("the Rev. Mr. Collins", "the Reverend Mister Collins"),
        ("Ms. Smith", "Miz Smith"),
        ("Mlle. Rose, Mme. Bovary", "Mademoiselle Rose, Madame Bovary"),
        ("J. K. Rowling came", "J.K Rowling came"),
        ("J.K. Rowling", "J.K Rowling"),
        ("P. G. Wodehouse", "P.G Wodehouse"),
        ("Mr. J. Smith", "Mister J Smith"),
        ("It was I. He left.", "It was I. He left."),
        ("Plan B. He said", "Plan B. He said"),
        ("the U.S. Army", "the U.S Army"),
        ("in the U.S. He left", "in the U.S. He left"),
        ("He ate, etc. and so on", "He ate, et cetera and so on"),
        ("cats, dogs, etc.", "cats, dogs, et cetera."),
        ("cats, &c. and dogs", "cats, et cetera and dogs"),
        ("e.g. this, i.e. that", "for example this, that is that"),
        ("Smith & Co. were", "Smith and Company were"),
        ("John Smith Jr. was", "John Smith Junior was"),
        ("Holmes vs. Moriarty", "Holmes versus Moriarty"),
        ("a Ph.D. student", "a PhD student"),
        ("Miss R.'s Easter", "Miss R's Easter"),
        ("No. 5 is alive", "Number five is alive"),
        ("of No. 4, Privet Drive", "of Number four, Privet Drive"),
        ("No. I won't.", "No. I won't."),
        ("Oh no. I am.", "Oh no. I am."),
        ("#5 and № 6", "number five and number six"),
        ("Vol. 3, pp. 23-45, p. 7", "Volume three, pages twenty-three to forty-five, page seven"),
        ("Feb. 3 and Sept. 28th", "February third and September twenty-eighth"),
    ],
)
def test_abbreviations_are_said_in_full_and_end_no_sentence(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken


@pytest.mark.parametrize(
    ("printed", "spoken"),
    [
        ("see http://www.example.com/a/b?c=d.", "see example dot com."),
        ("www.gutenberg.org/ebooks/1234, now", "gutenberg dot org, now"),
        ("mail me@site.co.uk!", "mail me at site dot co dot uk!"),
    ],
)
def test_an_address_of_the_net_is_said_as_far_as_anybody_says_it(printed: str, spoken: str) -> None:
    assert speak(printed, "en-gb").text == spoken
