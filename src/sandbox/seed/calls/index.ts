import type { CallSeed } from '../call.ts';
import { brightwaterDental } from './brightwater-dental.ts';
import { castellanHotel } from './castellan-hotel.ts';
import { fernhillPharmacy } from './fernhill-pharmacy.ts';
import { larkspurBilling } from './larkspur-billing.ts';
import { meadowbankCard } from './meadowbank-card.ts';
import { northgateParcel } from './northgate-parcel.ts';
import { quickcartRefund } from './quickcart-refund.ts';
import { rowanClaim } from './rowan-claim.ts';
import { tidewaterOutage } from './tidewater-outage.ts';

/** The sample calls. */
export const callSeeds: readonly CallSeed[] = [
  fernhillPharmacy,
  meadowbankCard,
  northgateParcel,
  larkspurBilling,
  brightwaterDental,
  castellanHotel,
  quickcartRefund,
  tidewaterOutage,
  rowanClaim,
];
